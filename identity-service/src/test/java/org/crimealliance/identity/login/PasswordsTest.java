package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crimealliance.identity.account.Account;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Account account =
            new Account("ada.lovelace@example.org", "Ada Marie Example", List.of(), null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"twelve chars", "four words in a row", "ÄÖÜ 漢字 Ελληνικά", "            x1y2z"})
    void twelve_characters_of_any_kind_will_do(String password) {
        assertThat(Passwords.problem(password, account)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eleven char",
                "𝄞𝄞𝄞𝄞𝄞𝄞",
                "aaaaaaaaaaaaaaaa",
                "abcdabcdabcdabcd",
                "Ada.Lovelace@example.org",
                "ada marie example"
            })
    void what_is_short_or_would_be_guessed_first_is_refused(String password) {
        assertThat(Passwords.problem(password, account)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 200})
    void both_limits_are_allowed_and_one_beyond_is_not(int length) {
        String password = "abcdefghijkl".repeat(17).substring(0, length);
        assertThat(Passwords.problem(password, account)).isEmpty();
        String beyond = length == 12 ? password.substring(1) : password + "x";
        assertThat(Passwords.problem(beyond, account)).isPresent();
    }
}
