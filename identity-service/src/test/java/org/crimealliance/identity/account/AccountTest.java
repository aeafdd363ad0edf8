package org.crimealliance.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.identity.account.Account.Grant;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 10, 1);
    private static final LocalDate LAST = LocalDate.of(2022, 9, 30);

    private final Account treasurer =
            Account.named("t@example.org", "T").with(new Grant("office", "treasurer", FIRST, LAST), FIRST);

    @Test
    void a_role_holds_from_its_first_to_its_last_day() {
        assertThat(treasurer.rolesOn(FIRST.minusDays(1))).isEmpty();
        assertThat(treasurer.rolesOn(FIRST)).containsExactly("treasurer");
        assertThat(treasurer.rolesOn(LAST)).containsExactly("treasurer");
        assertThat(treasurer.rolesOn(LAST.plusDays(1))).isEmpty();
    }

    @Test
    void an_end_shortens_and_never_prolongs() {
        LocalDate last = FIRST.plusDays(7);
        Account ending = treasurer.ending("office", last, FIRST);
        assertThat(ending.rolesOn(last)).containsExactly("treasurer");
        assertThat(ending.rolesOn(last.plusDays(1))).isEmpty();
        assertThat(treasurer.ending("office", LAST.plusYears(1), FIRST).rolesOn(LAST.plusDays(1)))
                .isEmpty();
    }

    @Test
    void an_office_that_ended_today_gives_nothing_any_more() {
        assertThat(treasurer.ending("office", FIRST, FIRST).rolesOn(FIRST)).isEmpty();
        assertThat(treasurer.ending("office", FIRST, FIRST.plusDays(1)).rolesOn(FIRST))
                .isEmpty();
    }

    @Test
    void access_is_revoked_later_each_time_whatever_the_clock_says() {
        Instant noon = Instant.parse("2026-11-27T12:00:00Z");
        Account once = treasurer.revoked("t", "role-ended", noon).next();
        assertThat(once.accessFrom()).isEqualTo(noon);
        Change<Account> again = once.revoked("t", "role-ended", noon.minusSeconds(120));
        assertThat(again.next().accessFrom()).isEqualTo(noon.plusMillis(1));
        assertThat(again.events()).isEqualTo(List.of(new Account.AccessRevoked("t", noon.plusMillis(1), "role-ended")));
        assertThat(again.next().rolesOn(FIRST)).containsExactly("treasurer");
    }

    @Test
    void the_access_it_gives_is_of_its_address_and_not_of_before_it_was_revoked() {
        Instant noon = Instant.parse("2026-11-27T12:00:00Z");
        assertThat(treasurer.access()).isEqualTo(new Access(EmailAddress.accountId("t@example.org"), null));
        assertThat(treasurer.revoked("t", "role-ended", noon).next().access())
                .isEqualTo(new Access(EmailAddress.accountId("t@example.org"), noon));
    }

    @Test
    void two_revocations_at_one_moment_are_two() {
        Instant noon = Instant.parse("2026-11-27T12:00:00Z");
        Account once = treasurer.revoked("t", "role-ended", noon).next();
        assertThat(once.revoked("t", "role-ended", noon).next().accessFrom()).isEqualTo(noon.plusMillis(1));
    }

    @Test
    void a_recovery_takes_the_password_and_the_access_and_says_why() {
        Instant noon = Instant.parse("2026-11-27T12:00:00Z");
        Change<Account> recovered = treasurer.withPasswordHash("argon").recovered("t", "lost", noon);
        assertThat(recovered.next()).isEqualTo(treasurer.revoked("t", "", noon).next());
        assertThat(recovered.events())
                .isEqualTo(List.of(
                        new Account.AccessRevoked("t", noon, "recovered"), new Account.AccountRecovered("t", "lost")));
    }

    @Test
    void only_the_loss_of_a_role_is_a_loss() {
        Account member = treasurer.with(new Grant("m-1", Account.MEMBER, null, null), FIRST);
        assertThat(treasurer.hasMoreThan(member, FIRST)).isFalse();
        assertThat(member.hasMoreThan(treasurer, FIRST)).isTrue();
        assertThat(treasurer.hasMoreThan(treasurer.withName("U"), FIRST)).isFalse();
        assertThat(treasurer.hasMoreThan(treasurer.without("office"), FIRST.minusDays(1)))
                .as("not yet in office")
                .isFalse();
    }

    @Test
    void the_membership_acted_for_is_a_loss_though_another_one_gives_the_same_role() {
        Grant one = new Grant("m-1", Account.MEMBER, null, null);
        Account both = treasurer.with(one, FIRST).with(new Grant("m-2", Account.MEMBER, null, null), FIRST);
        assertThat(both.hasMoreThan(both.without("m-1"), FIRST)).isTrue();
        assertThat(both.hasMoreThan(both.without("m-2"), FIRST)).isFalse();
        assertThat(both.hasMoreThan(both.with(one, FIRST), FIRST))
                .as("told again")
                .isFalse();
    }

    @Test
    void the_same_source_told_again_replaces_itself() {
        Account again = treasurer.with(new Grant("office", "treasurer", FIRST, null), FIRST);
        assertThat(again.grants()).hasSize(1);
        assertThat(again.rolesOn(LAST.plusYears(1))).containsExactly("treasurer");
    }

    @Test
    void the_membership_acted_for_ends_with_the_role() {
        Account member = treasurer.with(new Grant("m-1", Account.MEMBER, null, null), FIRST);
        assertThat(member.memberIdOn(FIRST)).contains("m-1");
        assertThat(member.ending("m-1", FIRST, FIRST).memberIdOn(FIRST)).isEmpty();
        assertThat(member.without("m-1").rolesOn(FIRST)).containsExactly("treasurer");
    }

    @Test
    void without_an_end_of_its_own_it_ends_when_it_is_told_to() {
        Account forGood = treasurer.with(new Grant("office", "treasurer", null, null), FIRST);
        Account ending = forGood.ending("office", LAST, FIRST);
        assertThat(ending.rolesOn(LAST)).containsExactly("treasurer");
        assertThat(ending.rolesOn(LAST.plusDays(1))).isEmpty();
    }

    @Test
    void what_another_source_gave_does_not_end_with_it() {
        Account both = treasurer.with(new Grant("board", "board", FIRST, null), FIRST);
        assertThat(both.ending("office", FIRST.plusDays(1), FIRST).rolesOn(LAST))
                .containsExactly("board");
        assertThat(both.ending("board", FIRST.plusDays(1), FIRST).grants())
                .contains(new Grant("office", "treasurer", FIRST, LAST));
    }

    @Test
    void a_membership_that_has_not_begun_is_not_acted_for() {
        Account later = Account.named("m@example.org", "M").with(new Grant("m-1", Account.MEMBER, FIRST, null), FIRST);
        assertThat(later.memberIdOn(FIRST.minusDays(1))).isEmpty();
        assertThat(later.memberIdOn(FIRST)).contains("m-1");
        assertThat(treasurer.memberIdOn(FIRST)).as("an office is no membership").isEmpty();
    }

    @Test
    void authenticators_know_it_by_the_first_handle_until_a_recovery() {
        Account known = treasurer.knownBy("handle");
        assertThat(known.passkeyHandle()).isEqualTo("handle");
        assertThat(known.knownBy("another")).isEqualTo(known);
        assertThat(known.withName("U").withPasswordHash("argon").without("office"))
                .isEqualTo(new Account("t@example.org", "U", List.of(), "argon", null, "handle"));
        Account recovered = known.recovered("t", "lost", Instant.EPOCH).next();
        assertThat(recovered.passkeyHandle()).isNull();
        assertThat(recovered.knownBy("another").passkeyHandle()).isEqualTo("another");
    }

    @Test
    void addresses_are_the_same_whatever_their_case_and_form() {
        assertThat(EmailAddress.accountId(" Zoe\u0301@Example.org "))
                .isEqualTo(EmailAddress.accountId("zo\u00e9@example.ORG"))
                .isNotEqualTo(EmailAddress.accountId("zoe@example.org"));
    }

    @Test
    void ten_thousand_terms_that_are_over_leave_a_small_account() {
        Account account = treasurer;
        for (int i = 0; i < 10_000; i++) {
            LocalDate day = LAST.plusDays(2L * i);
            account = account.with(new Grant("office-" + i, "board", day, day), day);
        }
        assertThat(account.grants()).hasSizeLessThanOrEqualTo(Account.MOST_GRANTS);
        assertThat(account.rolesOn(LAST.plusDays(19_998))).containsExactly("board");
    }

    @Test
    void roles_that_still_hold_are_never_dropped_for_others() {
        Account account = treasurer;
        for (int i = 1; i < Account.MOST_GRANTS; i++) {
            account = account.with(new Grant("m-" + i, Account.MEMBER, null, null), FIRST);
        }
        Account full = account;
        assertThat(full.with(new Grant("office", "chair", FIRST, null), FIRST).rolesOn(FIRST))
                .as("what the same source gave makes room")
                .containsExactly("chair", "member");
        assertThatThrownBy(() -> full.with(new Grant("one-more", Account.MEMBER, null, null), LAST))
                .isInstanceOf(IllegalStateException.class);
        assertThat(full.with(new Grant("one-more", Account.MEMBER, null, null), LAST.plusDays(1))
                        .rolesOn(LAST.plusDays(1)))
                .containsExactly("member");
    }
}
