package org.crimealliance.membership.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.crimealliance.membership.Register;
import org.crimealliance.membership.member.Membership.Active;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Membership.Applied;
import org.crimealliance.membership.member.Membership.Ended;
import org.crimealliance.membership.member.Membership.Expelled;
import org.crimealliance.membership.member.Membership.Rejected;
import org.crimealliance.membership.member.Membership.Resigning;
import org.crimealliance.membership.member.Membership.Withdrawn;
import org.crimealliance.membership.member.MembershipEvent.ApplicationDeferred;
import org.crimealliance.membership.member.MembershipEvent.MemberAdmitted;
import org.crimealliance.membership.member.MembershipEvent.MemberChanged;
import org.crimealliance.membership.member.MembershipEvent.MembershipEnded;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTransitionsTest {

    private static final LocalDate BOARD = LocalDate.of(2020, 12, 10);
    private static final Profile PROFILE = Register.PROFILE;
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
    void a_member_changes_particulars_and_category_while_the_membership_lasts() {
        Membership active = decided(APPLIED, Verdict.ADMIT, "d1").next();
        Membership resigning =
                done(Membership.resign(active, BOARD, Provenance.current())).next();
        Profile moved = in(Category.INDIVIDUAL, "Other Town");
        for (Membership member : List.of(active, resigning)) {
            Change<Membership> change = done(Membership.update("m1", member, moved, BOARD.plusDays(1)));
            assertThat(change.next().getClass()).isEqualTo(member.getClass());
            assertThat(change.next().profile()).isEqualTo(moved);
            assertThat(((Admitted) change.next()).categories())
                    .containsExactly(
                            new CategorySpell(BOARD, Category.ORDINARY),
                            new CategorySpell(BOARD.plusDays(1), Category.INDIVIDUAL));
            assertThat(change.events())
                    .containsExactly(new MemberChanged(
                            "m1", moved.category(), moved.kind(), moved.name(), moved.country(), moved.contact()));
            assertThat(done(Membership.update("m1", change.next(), moved, BOARD.plusDays(2))))
                    .isEqualTo(Change.to(change.next()));
        }
        Profile elsewhere = in(Category.ORDINARY, "Other Town");
        assertThat(((Admitted) done(Membership.update("m1", active, elsewhere, BOARD.plusDays(1)))
                                .next())
                        .categories())
                .containsExactly(new CategorySpell(BOARD, Category.ORDINARY));
    }

    @Test
    void a_member_is_excluded_on_the_day_of_the_decision_and_is_a_member_until_then() {
        Membership active = decided(APPLIED, Verdict.ADMIT, "d1").next();
        Membership resigning =
                done(Membership.resign(active, BOARD, Provenance.current())).next();
        LocalDate assembly = LocalDate.of(2020, 12, 20);
        for (Membership member : List.of(active, resigning)) {
            Change<Membership> change = done(Membership.expel("m1", member, "no fee for two years", assembly));
            assertThat(change.next()).isInstanceOfSatisfying(Expelled.class, expelled -> {
                assertThat(expelled.reason()).isEqualTo("no fee for two years");
                assertThat(expelled.isMemberOn(assembly)).isTrue();
                assertThat(expelled.isMemberOn(assembly.plusDays(1))).isFalse();
            });
            assertThat(change.events()).containsExactly(new MembershipEnded("m1", "expelled", assembly));
            assertThat(done(Membership.expel("m1", change.next(), "again", assembly.plusDays(1))))
                    .isEqualTo(Change.to(change.next()));
        }
    }

    /** What is over stays over, and what has not begun cannot end. */
    @ParameterizedTest
    @CsvSource({
        "applied, not-a-member, not-a-member, not-a-member, not-a-member",
        "rejected, not-a-member, not-a-member, not-a-member, not-a-member",
        "withdrawn, not-a-member, not-a-member, not-a-member, not-a-member",
        "active, done, done, done, done",
        "resigning, done, done, done, done",
        "ended, membership-ended, membership-ended, membership-ended, membership-ended",
        "expelled, membership-ended, membership-ended, membership-ended, done"
    })
    void each_state_says_what_can_be_done_with_it(
            String state, String update, String resign, String revoke, String expel) {
        Membership membership = in(state);
        assertThat(membership.wire()).isEqualTo(state);
        assertThat(code(Membership.update("m1", membership, in(Category.ORDINARY, "Elsewhere"), BOARD)))
                .isEqualTo(update);
        assertThat(code(Membership.resign(membership, BOARD, Provenance.current())))
                .isEqualTo(resign);
        assertThat(code(Membership.revokeResignation(membership, BOARD))).isEqualTo(revoke);
        assertThat(code(Membership.expel("m1", membership, "reason", BOARD))).isEqualTo(expel);
    }

    @Test
    void who_is_or_was_a_member_has_a_last_day_once_it_is_known() {
        LocalDate end = LocalDate.of(2020, 12, 31);
        assertThat(((Admitted) in("active")).lastDay()).isEmpty();
        assertThat(((Admitted) in("resigning")).lastDay()).contains(end);
        assertThat(((Admitted) in("ended")).lastDay()).contains(end);
        assertThat(((Admitted) in("expelled")).lastDay()).contains(BOARD);
    }

    @Test
    void ten_thousand_changes_and_deferrals_leave_a_small_membership() {
        Membership member =
                Membership.register("m3", PROFILE, LocalDate.of(2015, 3, 1)).next();
        Profile extraordinary = new Profile(
                Category.EXTRAORDINARY,
                PROFILE.kind(),
                PROFILE.name(),
                PROFILE.country(),
                null,
                PROFILE.street(),
                PROFILE.postalCode(),
                PROFILE.city(),
                PROFILE.contact(),
                null);
        for (int i = 0; i < 10_000; i++) {
            Profile next = i % 2 == 0 ? extraordinary : PROFILE;
            member = done(Membership.update(
                            "m3", member, next, LocalDate.of(2015, 3, 2).plusDays(i)))
                    .next();
        }
        assertThat(((Admitted) member).categories()).hasSizeLessThanOrEqualTo(Membership.MOST_SPELLS);
        assertThat(((Admitted) member).categories().getFirst().from())
                .as("since admission")
                .isEqualTo(LocalDate.of(2015, 3, 1));
        Membership applied = APPLIED;
        for (int i = 0; i < 10_000; i++) {
            applied = decided(applied, Verdict.DEFER, "d" + i).next();
        }
        assertThat(((Applied) applied).deferrals()).hasSize(Applied.MOST_DEFERRALS);
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
    void a_member_is_found_by_name_contact_address_and_number() {
        assertThat(PROFILE.searchText(PROFILE.contact()))
                .contains(FoldedName.of("SAMPLE organisation"), FoldedName.of("contact@example.org"))
                .doesNotContain("null");
        Profile numbered = new Profile(
                PROFILE.category(),
                PROFILE.kind(),
                PROFILE.name(),
                PROFILE.country(),
                null,
                PROFILE.street(),
                PROFILE.postalCode(),
                PROFILE.city(),
                PROFILE.contact(),
                "4711");
        assertThat(numbered.searchText(null)).contains("4711");
    }

    @Test
    void categories_and_kinds_are_called_as_requests_may_call_them() {
        assertThat(Category.values())
                .allSatisfy(category -> assertThat(category.wire()).matches(Category.PATTERN))
                .allSatisfy(category -> assertThat(Category.of(category.wire())).isEqualTo(category));
        assertThat(MemberKind.values())
                .allSatisfy(kind -> assertThat(kind.wire()).matches(MemberKind.PATTERN))
                .allSatisfy(kind -> assertThat(MemberKind.of(kind.wire())).isEqualTo(kind));
    }

    @Test
    void the_api_shows_a_member_with_state_last_day_and_decision() {
        MemberView resigning = MemberView.of(new Stored<>("m1", 1, 1, Map.of(), in("resigning")));
        assertThat(resigning.state()).isEqualTo("resigning");
        assertThat(resigning.admittedOn()).isEqualTo(BOARD);
        assertThat(resigning.lastDay()).isEqualTo(LocalDate.of(2020, 12, 31));
        assertThat(resigning.decisionId()).isEqualTo("d1");
        Membership imported =
                Membership.register("m2", PROFILE, LocalDate.of(2015, 3, 1)).next();
        MemberView active = MemberView.of(new Stored<>("m2", 1, 1, Map.of(), imported));
        assertThat(active.state()).isEqualTo("active");
        assertThat(active.lastDay()).isNull();
        assertThat(active.decisionId()).isNull();
    }

    @Test
    void names_fold_over_case_accents_and_spaces() {
        assertThat(FoldedName.of("  Señales  del SUR, e.V. ")).isEqualTo(FoldedName.of("senales del sur e V"));
        assertThat(FoldedName.of("Große Straße")).isEqualTo(FoldedName.of("GROSSE STRASSE"));
        assertThat(FoldedName.of("日本")).isNotEqualTo(FoldedName.of("中国"));
    }

    private static Membership in(String state) {
        Membership active = decided(APPLIED, Verdict.ADMIT, "d1").next();
        Membership resigning =
                done(Membership.resign(active, BOARD, Provenance.current())).next();
        return switch (state) {
            case "applied" -> APPLIED;
            case "rejected" -> decided(APPLIED, Verdict.REJECT, "d1").next();
            case "withdrawn" ->
                done(Membership.withdraw("m1", APPLIED, "moved abroad", BOARD)).next();
            case "active" -> active;
            case "resigning" -> resigning;
            case "ended" ->
                done(Membership.lapse("m1", resigning, LocalDate.of(2021, 1, 1)))
                        .next();
            case "expelled" ->
                done(Membership.expel("m1", active, "reason", BOARD)).next();
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static Profile in(Category category, String city) {
        return new Profile(
                category,
                PROFILE.kind(),
                PROFILE.name(),
                PROFILE.country(),
                null,
                PROFILE.street(),
                PROFILE.postalCode(),
                city,
                PROFILE.contact(),
                null);
    }

    private static String code(Outcome<Change<Membership>> outcome) {
        return outcome instanceof Outcome.Refused<Change<Membership>>(var refusal) ? refusal.code() : "done";
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
