package org.crimealliance.portal.session;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who reads the page. */
public record Me(String name, String email, List<String> roles, Set<Right> rights) {

    static final String ROLES_CLAIM = "roles";

    /** Asked by the templates: {@code me.may('FEES')}. */
    public boolean may(String right) {
        return rights.contains(Right.valueOf(right));
    }

    static @Nullable Me of(@Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser user)) {
            return null;
        }
        List<String> roles = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                .map(Right::spelled)
                .sorted()
                .toList();
        String email = user.getEmail() == null ? "" : user.getEmail();
        String name = user.getFullName() == null || user.getFullName().isBlank() ? email : user.getFullName();
        return new Me(name, email, roles, Right.of(roles));
    }
}
