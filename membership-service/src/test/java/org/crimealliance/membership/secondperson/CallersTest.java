package org.crimealliance.membership.secondperson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class CallersTest {

    @AfterEach
    void nobody_calls() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whoever_has_no_mail_address_is_nobodys_second_person() {
        calls(Map.of("sub", "a-1"));
        assertThatThrownBy(() -> new Callers().current())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo("no-address"));
        calls(Map.of("sub", "a-1", "email", " "));
        assertThatThrownBy(() -> new Callers().current()).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_caller_is_who_the_token_says_in_order_of_roles() {
        calls(Map.of("sub", "a-1", "email", "ada@example.org", "roles", List.of("treasurer", "board")));
        assertThat(new Callers().current())
                .isEqualTo(new Person("a-1", "a-1", "ada@example.org", List.of("board", "treasurer")));
    }

    private static void calls(Map<String, Object> claims) {
        SecurityContextHolder.getContext()
                .setAuthentication(new JwtAuthenticationToken(
                        new Jwt("t", null, null, Map.of("alg", "none"), claims), List.of(), "a-1"));
    }
}
