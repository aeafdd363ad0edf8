package org.crimealliance.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.access.AccessDeniedException;
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

    private final AccessRules said;
    private final Map<HandlerMethod, Optional<WebExpressionAuthorizationManager>> rules = new ConcurrentHashMap<>();

    CallerFirst(AccessRules said) {
        this.said = said;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            rules.computeIfAbsent(method, this::rule).ifPresent(rule -> check(rule, request));
        }
        return true;
    }

    private static void check(WebExpressionAuthorizationManager rule, HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        var decision = rule.authorize(() -> caller, new RequestAuthorizationContext(request));
        if (decision == null || !decision.isGranted()) {
            throw new AccessDeniedException("denied before the body was read");
        }
    }

    /** None where it speaks of arguments. */
    private Optional<WebExpressionAuthorizationManager> rule(HandlerMethod handler) {
        return said.of(handler)
                .filter(expression -> !expression.contains("#"))
                .map(WebExpressionAuthorizationManager::new);
    }
}
