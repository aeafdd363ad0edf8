package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.crimealliance.membership.Register;
import org.crimealliance.membership.application.ApplicationForm.Addressee;
import org.crimealliance.membership.application.ApplicationForm.ConfirmationRequested;
import org.crimealliance.membership.application.ApplicationForm.Confirmed;
import org.crimealliance.membership.application.ApplicationForm.Erased;
import org.crimealliance.membership.application.ApplicationForm.Origin;
import org.crimealliance.membership.application.ApplicationForm.Unconfirmed;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Decision;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Verdict;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what a stranger typed to an application. */
class ApplicationFormTest {

    private static final Instant UNTIL = Instant.parse("2020-11-15T10:00:00Z");
    private static final Unconfirmed TYPED =
            new Unconfirmed(Register.PROFILE, "A-1", "congress", UNTIL, new Origin("contact", "network"), false);
    private static final Confirmed CONFIRMED = new Confirmed("contact@example.org", UNTIL);
    private static final Erased ERASED = new Erased(UNTIL);

    @Test
    void its_contact_gets_one_mail_with_the_link_and_no_name_that_a_stranger_typed() {
        Change<ApplicationForm> told = ApplicationForm.tell("f1", "m1", TYPED, "https://example.org/confirm");
        assertThat(told.events())
                .containsExactly(new ConfirmationRequested(
                        "f1", "m1", new Addressee("contact@example.org", "en"), "https://example.org/confirm"));
        assertThat(told.next())
                .isEqualTo(new Unconfirmed(
                        Register.PROFILE, "A-1", "congress", UNTIL, new Origin("contact", "network"), true));
        for (ApplicationForm form : List.of(told.next(), CONFIRMED, ERASED)) {
            assertThat(ApplicationForm.tell("f1", "m1", form, "https://example.org/confirm"))
                    .isEqualTo(Change.to(form));
        }
    }

    @Test
    void it_is_confirmed_once() {
        assertThat(ApplicationForm.confirmed(TYPED, "contact@example.org", UNTIL))
                .isEqualTo(Change.to(CONFIRMED));
        assertThat(ApplicationForm.confirmed(CONFIRMED, "other@example.org", UNTIL.plusSeconds(1)))
                .isEqualTo(Change.to(CONFIRMED));
        assertThat(ApplicationForm.confirmed(ERASED, "contact@example.org", UNTIL))
                .isEqualTo(Change.to(ERASED));
    }

    @Test
    void what_was_typed_is_erased_after_its_last_moment_and_not_before() {
        Instant after = UNTIL.plusNanos(1);
        assertThat(ApplicationForm.erase(TYPED, UNTIL)).isEqualTo(Change.to(TYPED));
        assertThat(ApplicationForm.erase(TYPED, after)).isEqualTo(Change.to(new Erased(after)));
        assertThat(ApplicationForm.erase(CONFIRMED, after)).isEqualTo(Change.to(CONFIRMED));
        assertThat(ApplicationForm.erase(ERASED, after)).isEqualTo(Change.to(ERASED));
    }

    @ParameterizedTest
    @CsvSource({
        "2020-11-01, 2020-11-30, 1",
        "2020-11-10, 2020-11-10, 1", // both days included
        "2020-11-11, 2020-11-30, 0",
        "2020-11-01, 2020-11-09, 0"
    })
    void applications_of_a_period_are_counted_by_source_and_category(LocalDate from, LocalDate to, int received) {
        Membership member = Membership.register("m2", Register.PROFILE, LocalDate.of(2020, 11, 10))
                .next();
        Map<String, Integer> one = received == 0 ? Map.of() : Map.of("congress", 1);
        assertThat(ApplicationSummary.of(from, to, List.of(applied(), member)))
                .isEqualTo(new ApplicationSummary(
                        from, to, received, one, received == 0 ? Map.of() : Map.of("ordinary", 1)));
    }

    @Test
    void the_api_shows_an_application_with_what_became_of_it() {
        Decision decision = new Decision("d1", "meeting-1", "Board meeting", LocalDate.of(2020, 12, 10));
        assertThat(view(applied())).extracting("state", "decision").containsExactly("applied", null);
        assertThat(view(decided(Verdict.ADMIT, decision)))
                .extracting("state", "decision", "deferrals")
                .containsExactly("admitted", decision, List.of());
        assertThat(view(decided(Verdict.REJECT, decision)))
                .extracting("state", "decision", "deferrals")
                .containsExactly("rejected", decision, List.of());
        assertThat(view(decided(Verdict.DEFER, decision)))
                .extracting("state", "decision", "deferrals")
                .containsExactly("applied", null, List.of(decision));
        Membership withdrawn = Membership.withdraw("m1", applied(), "moved abroad", decision.on())
                .orThrow()
                .next();
        assertThat(view(withdrawn)).extracting("state", "decision").containsExactly("withdrawn", null);
    }

    private static Membership applied() {
        return Membership.apply(
                        "m1",
                        Register.PROFILE,
                        new Application(
                                "A-1",
                                Instant.parse("2020-11-10T10:00:00Z"),
                                LocalDate.of(2020, 11, 10),
                                "congress",
                                null))
                .next();
    }

    private static Membership decided(Verdict verdict, Decision decision) {
        return Membership.decide("m1", applied(), verdict, decision).orThrow().next();
    }

    private static ApplicationView view(Membership membership) {
        return ApplicationView.of(new Stored<>("m1", 1, 1, Map.of(), membership));
    }
}
