package org.crimealliance.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What stands in a query is what is meant: a day or a number that is there and empty is not one that is absent, "yes" is
 * not {@code true}, and 0x10 is no number that anybody documented.
 */
final class AsWritten implements WebMvcConfigurer, HandlerInterceptor {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            for (MethodParameter parameter : method.getMethodParameters()) {
                check(parameter, request);
            }
        }
        return true;
    }

    private static void check(MethodParameter parameter, HttpServletRequest request) {
        String name = parameter.getParameterName();
        RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
        if (asked == null || name == null || parameter.getParameterType() == String.class) {
            return;
        }
        String[] values = request.getParameterValues(name);
        Class<?> type = parameter.getParameterType();
        if (values != null && !Arrays.stream(values).allMatch(value -> isWritten(value, type))) {
            throw new MethodArgumentTypeMismatchException(
                    String.join(",", values), type, name, parameter, new IllegalArgumentException("not as documented"));
        }
    }

    /** Spring's converters are milder, and where they refuse, its property editors try once more. */
    private static boolean isWritten(String value, Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return value.equals("true") || value.equals("false");
        }
        return boxed == Integer.class || boxed == Long.class
                ? NUMBER.matcher(value).matches()
                : !value.isBlank();
    }
}
