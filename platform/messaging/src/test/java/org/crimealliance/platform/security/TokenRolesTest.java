package org.crimealliance.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenRolesTest {

    @Test
    void each_office_of_a_token_is_an_authority_and_a_token_without_any_has_none() {
        assertThat(roles(token().claim("roles", List.of("chair", "congress-manager"))))
                .contains("ROLE_CHAIR", "ROLE_CONGRESS_MANAGER");
        assertThat(roles(token())).noneMatch(role -> role.startsWith("ROLE_"));
    }

    private static List<String> roles(Jwt.Builder token) {
        return TokenRoles.converter().convert(token.build()).getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }

    private static Jwt.Builder token() {
        return Jwt.withTokenValue("t").header("alg", "RS256").subject("ada");
    }
}
