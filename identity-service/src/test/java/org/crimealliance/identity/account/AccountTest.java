package org.crimealliance.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.crimealliance.identity.account.Account.Grant;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 10, 1);
    private static final LocalDate LAST = LocalDate.of(2022, 9, 30);

    private final Account treasurer =
            Account.named("t@example.org", "T").with(new Grant("office", "treasurer", FIRST, LAST));

    @Test
    void a_role_holds_from_its_first_to_its_last_day() {
        assertThat(treasurer.rolesOn(FIRST.minusDays(1))).isEmpty();
        assertThat(treasurer.rolesOn(FIRST)).containsExactly("treasurer");
        assertThat(treasurer.rolesOn(LAST)).containsExactly("treasurer");
        assertThat(treasurer.rolesOn(LAST.plusDays(1))).isEmpty();
    }

    @Test
    void an_end_shortens_and_never_prolongs() {
        assertThat(treasurer.ending("office", FIRST).rolesOn(FIRST.plusDays(1))).isEmpty();
        assertThat(treasurer.ending("office", LAST.plusYears(1)).rolesOn(LAST.plusDays(1)))
                .isEmpty();
    }

    @Test
    void the_same_source_told_again_replaces_itself() {
        Account again = treasurer.with(new Grant("office", "treasurer", FIRST, null));
        assertThat(again.grants()).hasSize(1);
        assertThat(again.rolesOn(LAST.plusYears(1))).containsExactly("treasurer");
    }

    @Test
    void the_membership_acted_for_ends_with_the_role() {
        Account member = treasurer.with(new Grant("m-1", Account.MEMBER, null, null));
        assertThat(member.memberIdOn(FIRST)).contains("m-1");
        assertThat(member.ending("m-1", FIRST).memberIdOn(FIRST.plusDays(1))).isEmpty();
        assertThat(member.without("m-1").rolesOn(FIRST)).containsExactly("treasurer");
    }

    @Test
    void addresses_are_the_same_whatever_their_case_and_form() {
        assertThat(EmailAddress.accountId(" Zoe\u0301@Example.org "))
                .isEqualTo(EmailAddress.accountId("zo\u00e9@example.ORG"));
    }
}
