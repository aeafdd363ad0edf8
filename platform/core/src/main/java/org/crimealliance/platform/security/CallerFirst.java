package org.crimealliance.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.expression.WebExpressionAuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks who is calling before the body is read: without it, method security runs after validation, and a caller who may
 * not call at all would be told first what is wrong with the body. What the expression says of arguments is left to
 * method security, which asks again.
 */
final class CallerFirst implements HandlerInterceptor {

    private final Map<String, WebExpressionAuthorizationManager> rules = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            rule(method).ifPresent(expression -> check(expression, request));
        }
        return true;
    }

    private void check(String expression, HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        var decision = rules.computeIfAbsent(expression, WebExpressionAuthorizationManager::new)
                .authorize(() -> caller, new RequestAuthorizationContext(request));
        if (decision == null || !decision.isGranted()) {
            throw new AccessDeniedException("denied by " + expression);
        }
    }

    /** None where it speaks of arguments or beans. */
    private static Optional<String> rule(HandlerMethod handler) {
        return said(handler).filter(expression -> !expression.contains("#") && !expression.contains("@"));
    }

    /** Who may call, as {@link PreAuthorize} says it: the handler's own word before its class's. */
    static Optional<String> said(HandlerMethod handler) {
        PreAuthorize own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
        PreAuthorize said = own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
        return Optional.ofNullable(said).map(PreAuthorize::value);
    }
}
