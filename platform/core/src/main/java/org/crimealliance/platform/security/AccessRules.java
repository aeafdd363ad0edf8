package org.crimealliance.platform.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;

/** Who may call a handler, as its {@link PreAuthorize} says it, with roles by their names where a setting names them. */
final class AccessRules {

    /** Such as {@code @deadLetterRoles.seenBy()}. */
    private static final Pattern OF_A_BEAN = Pattern.compile("@\\w+\\.\\w+\\(\\)");

    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final StandardEvaluationContext context = new StandardEvaluationContext();

    AccessRules(BeanFactory beans) {
        context.setBeanResolver(new BeanFactoryResolver(beans));
    }

    /** The handler's own word before its class's. */
    Optional<String> of(HandlerMethod handler) {
        PreAuthorize own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
        PreAuthorize said = own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
        return Optional.ofNullable(said)
                .map(rule -> OF_A_BEAN.matcher(rule.value()).replaceAll(named -> rolesOf(named.group())));
    }

    private String rolesOf(String expression) {
        String[] roles = parser.parseExpression(expression).getValue(context, String[].class);
        return Arrays.stream(roles == null ? new String[0] : roles)
                .map(role -> "'" + role.strip() + "'")
                .collect(Collectors.joining(", "));
    }
}
