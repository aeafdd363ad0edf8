package org.crimealliance.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.crimealliance.identity.account.Account.Grant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

    @ParameterizedTest
    @CsvSource({
        "2021-06-07T21:59:59Z, 2021-06-07",
        "2021-06-07T22:00:00Z, 2021-06-08", // midnight in Vienna, in summer
        "2021-12-31T22:59:59Z, 2021-12-31",
        "2021-12-31T23:00:00Z, 2022-01-01"
    })
    void days_are_those_of_the_association(Instant now, LocalDate day) {
        assertThat(accounts(now).today()).isEqualTo(day);
    }

    @Test
    void an_office_that_ends_after_midnight_in_vienna_has_ended_though_it_is_the_day_before_in_utc() {
        Accounts accounts = accounts(Instant.parse("2021-06-07T22:30:00Z"));
        LocalDate from = LocalDate.parse("2020-01-01");
        Account officer = Account.named("ada@example.org", "Ada Example")
                .with(new Grant("o-1", "secretary", from, null), from)
                .ending("o-1", LocalDate.parse("2021-06-08"), accounts.today());
        assertThat(accounts.rolesNow(officer)).isEqualTo(List.of());
    }

    /** Without a store: nothing here reads. */
    @SuppressWarnings("NullAway")
    private static Accounts accounts(Instant now) {
        return new Accounts(null, null, Clock.fixed(now, ZoneOffset.UTC), null, ZoneId.of("Europe/Vienna"));
    }
}
