package org.crimealliance.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** The texts of a request's path and query that cannot be taken: Spring stops at the first, a reader wants them all. */
final class AddressTexts {

    private AddressTexts() {}

    static List<FieldProblem> refused(WebRequest request) {
        List<FieldProblem> refused = new ArrayList<>();
        if (attribute(request, HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler) {
            for (MethodParameter parameter : handler.getMethodParameters()) {
                String name = parameter.getParameterName();
                if (name == null || parameter.getParameterType() != String.class) {
                    continue;
                }
                String typed = typed(request, parameter, name);
                String reason = typed == null ? null : reason(parameter, typed);
                if (reason != null) {
                    refused.add(new FieldProblem(name, reason));
                }
            }
        }
        return refused;
    }

    private static @Nullable String reason(MethodParameter parameter, String typed) {
        Text said = parameter.getParameterAnnotation(Text.class);
        try {
            (said == null ? TextKind.LINE : said.value()).take(typed);
            return null;
        } catch (UnacceptableTextException e) {
            return e.reason();
        }
    }

    private static @Nullable String typed(WebRequest request, MethodParameter parameter, String name) {
        if (parameter.hasParameterAnnotation(RequestParam.class)) {
            return request.getParameter(name);
        }
        return parameter.hasParameterAnnotation(PathVariable.class)
                        && attribute(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                ? (String) path.get(name)
                : null;
    }

    private static @Nullable Object attribute(WebRequest request, String name) {
        return request.getAttribute(name, RequestAttributes.SCOPE_REQUEST);
    }
}
