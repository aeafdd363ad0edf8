package org.crimealliance.platform.security;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Tells in the API document what an operation's {@code @PreAuthorize} asks for: a token or none, and whose. */
final class OperationAccess implements GlobalOperationCustomizer {

    static final String SCHEME = "bearer";

    private static final Pattern ROLE = Pattern.compile("'([A-Z_]+)'");

    private final AccessRules said;

    OperationAccess(AccessRules said) {
        this.said = said;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        String expression = said.of(handler).orElse("denyAll()");
        if (expression.equals("permitAll()")) {
            return operation.security(List.of());
        }
        List<String> roles = ROLE.matcher(expression)
                .results()
                .map((MatchResult role) ->
                        role.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                .distinct()
                .toList();
        String whose = roles.isEmpty() ? "For whoever is signed in." : "For: " + String.join(", ", roles) + ".";
        String told = operation.getDescription();
        return operation
                .security(List.of(new SecurityRequirement().addList(SCHEME, roles)))
                .description(told == null || told.isBlank() ? whose : told + "\n\n" + whose);
    }
}
