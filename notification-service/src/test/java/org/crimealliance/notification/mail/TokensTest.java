package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void each_is_another_and_fits_an_address() {
        assertThat(Stream.generate(Tokens::next).limit(1000))
                .doesNotHaveDuplicates()
                .allMatch(token -> token.matches("[0-9a-v]{16}"));
    }

    @Test
    void only_the_one_that_is_known_is_the_same_and_where_none_is_known_none_is() {
        assertThat(Tokens.same("0123456789abcdef", "0123456789abcdef")).isTrue();
        assertThat(Tokens.same("0123456789abcdef", "0123456789abcdeg")).isFalse();
        assertThat(Tokens.same("0123456789abcdef", "0123456789abcde")).isFalse();
        assertThat(Tokens.same(null, "")).isFalse();
    }
}
