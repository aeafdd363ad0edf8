package org.crimealliance.platform.security;

import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A service with an API handler that does not say who may call it (by {@link PreAuthorize}) does not start. */
final class DenyUnlessAllowed implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping mapping;

    DenyUnlessAllowed(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> silent = mapping.getHandlerMethods().values().stream()
                .filter(handler -> handler.getBeanType().getName().startsWith("org.crimealliance."))
                .filter(handler -> !says(handler))
                .map(HandlerMethod::toString)
                .toList();
        if (!silent.isEmpty()) {
            throw new IllegalStateException("Handlers that do not say who may call them (@PreAuthorize): " + silent);
        }
    }

    private static boolean says(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PreAuthorize.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PreAuthorize.class);
    }
}
