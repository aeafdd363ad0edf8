package org.crimealliance.membership.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.member.Membership.Active;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Membership.Applied;
import org.crimealliance.membership.member.Membership.Ended;
import org.crimealliance.membership.member.Membership.Rejected;
import org.crimealliance.membership.member.Membership.Resigning;
import org.crimealliance.membership.member.Membership.Withdrawn;
import org.crimealliance.membership.member.MembershipEvent.ApplicationDeferred;
import org.crimealliance.membership.member.MembershipEvent.MemberAdmitted;
import org.crimealliance.membership.member.MembershipEvent.MembershipEnded;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class MembershipTransitionsTest {

    private static final LocalDate BOARD = LocalDate.of(2020, 12, 10);
    private static final Profile PROFILE = new Profile(
            Category.ORDINARY,
            MemberKind.ORGANISATION,
            "Sample Organisation",
            "AT",
            null,
            "Street 1",
            "1000",
            "Town",
            new Contact("Contact", "contact@example.org", "en"),
            null);
    private static final Membership APPLIED = Membership.apply(
                    "m1",
                    PROFILE,
                    new Application(
                            "A-1", Instant.parse("2020-11-01T10:00:00Z"), LocalDate.of(2020, 11, 1), "congress", null))
            .next();

    @Test
    void an_admitted_applicant_is_a_member_from_the_day_of_the_decision() {
        Change<Membership> change = decided(APPLIED, Verdict.ADMIT, "d1");
        assertThat(change.next()).isInstanceOf(Active.class);
        assertThat(change.events()).singleElement().isInstanceOfSatisfying(MemberAdmitted.class, event -> {
            assertThat(event.admittedOn()).isEqualTo(BOARD);
            assertThat(event.decisionId()).isEqualTo("d1");
            assertThat(event.origin().wire()).isEqualTo("board-decision");
        });
        Admitted member = (Admitted) change.next();
        assertThat(member.isMemberOn(BOARD.minusDays(1))).isFalse();
        assertThat(member.isMemberOn(BOARD)).isTrue();
    }

    @Test
    void the_same_decision_again_changes_nothing() {
        Membership admitted = decided(APPLIED, Verdict.ADMIT, "d1").next();
        assertThat(decided(admitted, Verdict.ADMIT, "d1")).isEqualTo(Change.to(admitted));
        Membership rejected = decided(APPLIED, Verdict.REJECT, "d1").next();
        assertThat(decided(rejected, Verdict.REJECT, "d1")).isEqualTo(Change.to(rejected));
        Membership deferred = decided(APPLIED, Verdict.DEFER, "d1").next();
        assertThat(decided(deferred, Verdict.DEFER, "d1")).isEqualTo(Change.to(deferred));
    }

    @Test
    void another_decision_on_what_is_decided_is_refused() {
        Membership admitted = decided(APPLIED, Verdict.ADMIT, "d1").next();
        assertRefused(Membership.decide("m1", admitted, Verdict.REJECT, decision("d2")), "already-decided");
        Membership rejected = decided(APPLIED, Verdict.REJECT, "d1").next();
        assertThat(rejected).isInstanceOf(Rejected.class);
        assertRefused(Membership.decide("m1", rejected, Verdict.ADMIT, decision("d2")), "already-decided");
    }

    @Test
    void a_deferred_application_waits_and_can_be_decided_later() {
        Change<Membership> deferred = decided(APPLIED, Verdict.DEFER, "d1");
        assertThat(deferred.events()).singleElement().isInstanceOf(ApplicationDeferred.class);
        assertThat(((Applied) deferred.next()).deferrals())
                .extracting(Decision::decisionId)
                .containsExactly("d1");
        assertThat(decided(deferred.next(), Verdict.ADMIT, "d2").next()).isInstanceOf(Active.class);
    }

    @Test
    void a_withdrawn_application_is_not_decided_any_more() {
        Membership withdrawn =
                done(Membership.withdraw("m1", APPLIED, "moved abroad", BOARD)).next();
        assertThat(withdrawn).isInstanceOf(Withdrawn.class);
        assertRefused(Membership.decide("m1", withdrawn, Verdict.ADMIT, decision("d1")), "withdrawn");
        Membership admitted = decided(APPLIED, Verdict.ADMIT, "d1").next();
        assertRefused(Membership.withdraw("m1", admitted, "too late", BOARD), "already-decided");
    }

    @Test
    void who_resigns_is_a_member_until_the_end_of_the_year_and_may_come_back_until_then() {
        Membership active = decided(APPLIED, Verdict.ADMIT, "d1").next();
        Resigning resigning =
                (Resigning) done(Membership.resign(active, LocalDate.of(2021, 6, 15), Provenance.current()))
                        .next();
        assertThat(resigning.effectiveOn()).isEqualTo(LocalDate.of(2021, 12, 31));
        assertThat(resigning.isMemberOn(LocalDate.of(2021, 12, 31))).isTrue();
        assertThat(resigning.isMemberOn(LocalDate.of(2022, 1, 1))).isFalse();
        assertThat(done(Membership.revokeResignation(resigning, LocalDate.of(2021, 12, 31)))
                        .next())
                .isEqualTo(active);
        assertRefused(Membership.revokeResignation(resigning, LocalDate.of(2022, 1, 1)), "membership-ended");
        assertThat(done(Membership.lapse("m1", resigning, LocalDate.of(2021, 12, 31)))
                        .events())
                .isEmpty();
        Change<Membership> lapsed = done(Membership.lapse("m1", resigning, LocalDate.of(2022, 1, 1)));
        assertThat(lapsed.next()).isInstanceOf(Ended.class);
        assertThat(lapsed.events()).containsExactly(new MembershipEnded("m1", "resigned", LocalDate.of(2021, 12, 31)));
    }

    @Test
    void members_are_counted_by_the_category_of_the_day() {
        Membership since2015 =
                Membership.register("m2", PROFILE, LocalDate.of(2015, 3, 1)).next();
        Profile individual = new Profile(
                Category.INDIVIDUAL,
                MemberKind.PERSON,
                "Sample Person",
                "AT",
                null,
                "",
                "",
                "",
                PROFILE.contact(),
                null);
        Membership changed = done(Membership.update("m2", since2015, individual, LocalDate.of(2021, 7, 1)))
                .next();
        assertThat(MemberCounts.on(LocalDate.of(2015, 2, 28), List.of(changed)).ordinary())
                .isZero();
        assertThat(MemberCounts.on(LocalDate.of(2021, 6, 30), List.of(changed)).ordinary())
                .isEqualTo(1);
        assertThat(MemberCounts.on(LocalDate.of(2021, 7, 1), List.of(changed)).individual())
                .isEqualTo(1);
    }

    @Test
    void names_fold_over_case_accents_and_spaces() {
        assertThat(FoldedName.of("  Señales  del SUR, e.V. ")).isEqualTo(FoldedName.of("senales del sur e V"));
        assertThat(FoldedName.of("Große Straße")).isEqualTo(FoldedName.of("GROSSE STRASSE"));
        assertThat(FoldedName.of("日本")).isNotEqualTo(FoldedName.of("中国"));
    }

    private static Change<Membership> decided(Membership membership, Verdict verdict, String decisionId) {
        return done(Membership.decide("m1", membership, verdict, decision(decisionId)));
    }

    private static Decision decision(String id) {
        return new Decision(id, "meeting-1", "Board meeting", BOARD);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.orThrow();
    }

    private static void assertRefused(Outcome<?> outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(
                                        ((Outcome.Refused<?>) refused).refusal().code())
                                .isEqualTo(code));
    }
}
