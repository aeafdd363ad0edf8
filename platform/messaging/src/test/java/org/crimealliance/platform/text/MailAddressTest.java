package org.crimealliance.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is mailed is what was typed, and one mailbox has one form, whatever form a domain was typed in. */
class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noor@example.org",
                "Noor.Van+congress_2021@Mail.EXAMPLE.org",
                "o'neil!#$%&*/=?^`{|}~-@example.org",
                "a@1.example.org",
                "a@x-1.org",
                "a@xn--strae-oqa.example.org", // by its name in the DNS
                "a@exämple.org",
                "a@EXÄMPLE.org",
                "a@exa\u0308mple.org",
                "a@правосудие.example.org",
                "a@例え.example.org",
                "a@العدالة.example.org"
            })
    void a_dot_atom_at_a_domain_is_taken_as_it_is(String address) {
        assertThat(TextKind.ADDRESS.take(address)).isEqualTo(address);
        assertThat(MailAddress.isOne(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@example.org",
                "a@",
                "a@b",
                "root@localhost",
                "root@[127.0.0.1]",
                "root@[IPv6:::1]",
                "root@10.0.0.1",
                "\"a b\"@example.org",
                "\"a,b\"@example.org",
                "a,b@example.org",
                "a b@example.org",
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "a@b@example.org",
                "a@example.org.",
                "a@.example.org",
                "a@example..org",
                "a@-example.org",
                "a@example-.org",
                "a@exa_mple.org",
                "a@example.org,b@example.org",
                "Noor <noor@example.org>"
            })
    void anything_else_is_none(String address) {
        assertThatThrownBy(() -> TextKind.ADDRESS.take(address))
                .hasMessage("is not a mail address, such as name@example.org");
        assertThat(MailAddress.isOne(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "straße.example.org", // strasse.example.org to IDNA2003
                "maßanfertigung.example.org",
                "ὀδυσσεύς.example.org", // a final sigma
                "نامه\u200cای.example.org", // a joiner
                "exａmple.org", // full width
                "ｅxample.org",
                "ex\u00adample.org",
                "example。org",
                "example．org",
                "example｡org",
                "ex\u200bample.org",
                "ﬁsh.example.org",
                "①.example.org",
                "\u10a0.example.org", // has small letters since
                "\u1e9e.example.org",
                "a\u2024example.org"
            })
    void a_domain_that_programs_read_as_another_one_is_taken_by_its_name_in_the_dns_alone(String domain) {
        assertThatThrownBy(() -> TextKind.ADDRESS.take("a@" + domain)).hasMessageContaining("xn--...");
        assertThat(MailAddress.domainOnTheWire(domain)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Noor@EXAMPLE.org, noor@example.org",
        "' noor@exämple.org', noor@xn--exmple-cua.org",
        "noor@EXA\u0308MPLE.org, noor@xn--exmple-cua.org",
        "noor@XN--EXMPLE-CUA.org, noor@xn--exmple-cua.org",
        "noor@straße.org, noor@straße.org", // what was kept before there was this rule is itself
        "nobody, nobody"
    })
    void two_are_compared_in_one_form(String typed, String form) {
        assertThat(MailAddress.comparable(typed)).isEqualTo(form);
        assertThat(MailAddress.areSame(typed, form)).isTrue();
        assertThat(MailAddress.areSame(typed, "x" + form)).isFalse();
        assertThat(MailAddress.comparable(form)).isEqualTo(form);
    }

    @Test
    void the_longest_one_fits_into_a_command_of_smtp() {
        String domain = ("x".repeat(63) + ".").repeat(2) + "x".repeat(57) + ".org";
        assertThat(MailAddress.isOne("l".repeat(64) + "@" + domain + "e")).isFalse();
        for (String longest : List.of("l".repeat(64) + "@" + domain, "l@" + "x".repeat(63) + ".org")) {
            assertThat(TextKind.ADDRESS.take(longest)).isEqualTo(longest);
        }
        assertThat(MailAddress.isOne("l".repeat(65) + "@example.org")).isFalse();
        assertThat(MailAddress.isOne("l@" + "x".repeat(64) + ".org")).isFalse();
    }

    @Test
    void a_blank_one_is_empty_where_none_is_needed() {
        assertThat(TextKind.ADDRESS.take(" ")).isEmpty();
    }

    @Test
    void letters_before_the_at_are_taken_where_the_server_offers_smtputf8() {
        MailAddress.serverOffersSmtpUtf8(true);
        try {
            assertThat(MailAddress.isOne("paweł.o\u0301@example.org")).isTrue();
            assertThat(MailAddress.isOne("pa weł@example.org")).isFalse();
            assertThat(MailAddress.isOne("\u200bx@example.org")).isFalse();
        } finally {
            MailAddress.serverOffersSmtpUtf8(false);
        }
    }
}
