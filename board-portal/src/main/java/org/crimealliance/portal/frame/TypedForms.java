package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.crimealliance.portal.session.UnsentForm;
import org.crimealliance.portal.session.WantedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a handler that asks for a {@link Form} what was typed, and the page the same form, should it be shown again. */
@Configuration
class TypedForms implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final WantedPage wanted;

    TypedForms(WantedPage wanted) {
        this.wanted = wanted;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Form.class;
    }

    @Override
    public Form resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer page,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Form form = Form.typed(request.getParameterMap());
        markUnsent(form, request);
        if (page != null) {
            page.addAttribute("form", form);
        }
        return form;
    }

    /** A form that is only shown again is not sent; one that is sent needs not come back. */
    private void markUnsent(Form form, NativeWebRequest request) {
        HttpServletRequest sent = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        String why = UnsentForm.why(sent);
        if (why != null) {
            form.wrong(null, why);
        } else if (wanted.unsent(sent).isPresent()) {
            wanted.removeRequest(sent, Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
        }
    }
}
