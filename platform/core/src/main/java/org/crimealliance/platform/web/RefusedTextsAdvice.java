package org.crimealliance.platform.web;

import java.lang.reflect.Type;
import java.util.List;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.text.RefusedTexts;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses a body that was read and has texts that cannot be taken, before anybody looks at it. */
@RestControllerAdvice
class RefusedTextsAdvice extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        List<FieldProblem> refused = RefusedTexts.ofThisRequest();
        if (!refused.isEmpty()) {
            throw new RefusedException(refusal(refused));
        }
        return body;
    }

    static Refusal refusal(List<FieldProblem> refused) {
        return Refusal.invalid(
                "invalid-input", "Some values are not acceptable.", refused.toArray(FieldProblem[]::new));
    }
}
