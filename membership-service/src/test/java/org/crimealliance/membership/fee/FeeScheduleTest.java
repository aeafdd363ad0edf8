package org.crimealliance.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.membership.fee.FeeSchedule.Approved;
import org.crimealliance.membership.fee.FeeSchedule.Drafted;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Drafted by one, approved by another. */
class FeeScheduleTest {

    private static final Instant NOW = Instant.parse("2020-11-16T09:00:00Z");
    private static final SecondPersonRule RULE =
            new SecondPersonRule(List.of("chair", "treasurer", "secretary"), List.of("treasurer"), Duration.ofDays(30));
    private static final Person TREASURER = new Person("t", "Tim", "t@example.org", List.of("treasurer"));
    private static final Person CHAIR = new Person("c", "Cleo", "c@example.org", List.of("chair"));
    private static final Person SECRETARY = new Person("s", "Sam", "s@example.org", List.of("secretary"));

    private static final Offices IN_OFFICE = person -> person;
    private static final Offices TREASURER_LEFT = person ->
            person.equals(TREASURER) ? new Person(person.subject(), person.name(), person.email(), List.of()) : person;

    private static Confirmation said(Person second, String seen) {
        return new Confirmation(second, seen, RULE, IN_OFFICE, NOW);
    }

    private static Fees fees(String ordinary, int dueInDays) {
        return new Fees(
                2021,
                Money.parse("EUR " + ordinary),
                Money.parse("EUR 150.00"),
                Money.parse("EUR 60.00"),
                Money.parse("EUR 0.00"),
                dueInDays);
    }

    private static Preparation prepared(Person by, Fees fees, Instant at) {
        return RULE.prepared(by, at, fees.seen(), null);
    }

    private static final Fees FEES = fees("200.00", 30);
    private static final Drafted DRAFT = new Drafted(FEES, prepared(TREASURER, FEES, NOW));

    @Test
    void what_an_ended_officer_has_drafted_is_prepared_again_by_another() {
        Confirmation said = new Confirmation(CHAIR, FEES.seen(), RULE, TREASURER_LEFT, NOW);
        assertThat(code(FeeSchedule.approve(DRAFT, said))).isEqualTo("preparer-left-office");
        Preparation secretarys = prepared(SECRETARY, FEES, NOW);
        assertThat(FeeSchedule.revise(DRAFT, FEES, secretarys, TREASURER_LEFT)
                        .orThrow()
                        .next())
                .isEqualTo(new Drafted(FEES, secretarys));
    }

    private static String code(Outcome<Change<FeeSchedule>> outcome) {
        return outcome instanceof Outcome.Refused<Change<FeeSchedule>>(var refusal) ? refusal.code() : "done";
    }

    @Test
    void approved_by_another_it_tells_who_prepared_and_who_approved_it() {
        FeeSchedule approved =
                FeeSchedule.approve(DRAFT, said(CHAIR, FEES.seen())).orThrow().next();
        assertThat(approved).isEqualTo(new Approved(FEES, "c", NOW, "t"));
        assertThat(DRAFT.preparedBy()).isEqualTo("t");
        assertThat(approved.preparedBy()).isEqualTo("t");
        assertThat(code(FeeSchedule.approve(DRAFT, said(TREASURER, FEES.seen()))))
                .isEqualTo("own-preparation");
    }

    @Test
    void approved_again_by_the_same_nothing_changes_and_by_another_it_is_refused() {
        FeeSchedule approved = new Approved(FEES, "c", NOW, "t");
        assertThat(FeeSchedule.approve(approved, said(CHAIR, "whatever")).orThrow())
                .isEqualTo(Change.to(approved));
        assertThat(code(FeeSchedule.approve(approved, said(SECRETARY, FEES.seen()))))
                .isEqualTo("already-confirmed");
    }

    @Test
    void a_draft_that_nobody_is_known_to_have_prepared_is_prepared_again() {
        Drafted old = new Drafted(FEES, null);
        assertThat(old.preparedBy()).isNull();
        assertThat(code(FeeSchedule.approve(old, said(CHAIR, FEES.seen())))).isEqualTo("not-prepared");
        assertThat(FeeSchedule.revise(old, FEES, DRAFT.preparation(), IN_OFFICE)
                        .orThrow()
                        .next())
                .isEqualTo(DRAFT);
    }

    @Test
    void the_same_fees_again_keep_who_prepared_them_until_that_has_lapsed() {
        assertThat(FeeSchedule.revise(DRAFT, FEES, prepared(CHAIR, FEES, NOW), IN_OFFICE)
                        .orThrow())
                .isEqualTo(Change.to(DRAFT));
        Preparation later = prepared(CHAIR, FEES, NOW.plus(Duration.ofDays(31)));
        assertThat(FeeSchedule.revise(DRAFT, FEES, later, IN_OFFICE).orThrow().next())
                .isEqualTo(new Drafted(FEES, later));
    }

    @Test
    void other_fees_are_another_preparation() {
        Fees more = fees("300.00", 30);
        Preparation chairs = prepared(CHAIR, more, NOW);
        FeeSchedule revised =
                FeeSchedule.revise(DRAFT, more, chairs, IN_OFFICE).orThrow().next();
        assertThat(revised).isEqualTo(new Drafted(more, chairs));
        assertThat(code(FeeSchedule.approve(revised, said(TREASURER, FEES.seen()))))
                .isEqualTo("changed-meanwhile");
    }

    @Test
    void a_draft_is_withdrawn_or_refused_and_prepared_anew_and_what_is_approved_is_not() {
        FeeSchedule refused = FeeSchedule.end(
                        DRAFT, preparation -> preparation.refuse(said(CHAIR, FEES.seen()), "too high"))
                .orThrow()
                .next();
        assertThat(refused)
                .isEqualTo(new Drafted(
                        FEES,
                        DRAFT.preparation()
                                .refuse(said(CHAIR, FEES.seen()), "too high")
                                .orThrow()));
        assertThat(code(FeeSchedule.approve(refused, said(SECRETARY, FEES.seen()))))
                .isEqualTo("preparation-refused");
        Preparation anew = prepared(TREASURER, FEES, NOW.plusSeconds(60));
        assertThat(FeeSchedule.revise(refused, FEES, anew, IN_OFFICE).orThrow().next())
                .isEqualTo(new Drafted(FEES, anew));
        assertThat(code(FeeSchedule.end(new Drafted(FEES, null), Outcome::done)))
                .isEqualTo("not-prepared");
        assertThat(code(FeeSchedule.end(new Approved(FEES, "c", NOW, "t"), Outcome::done)))
                .isEqualTo("already-confirmed");
    }

    @Test
    void approved_fees_do_not_change() {
        FeeSchedule approved = new Approved(FEES, "c", NOW, "t");
        assertThat(FeeSchedule.revise(approved, FEES, DRAFT.preparation(), IN_OFFICE)
                        .orThrow())
                .isEqualTo(Change.to(approved));
        assertThat(code(FeeSchedule.revise(approved, fees("300.00", 30), DRAFT.preparation(), IN_OFFICE)))
                .isEqualTo("fee-schedule-approved");
    }

    @Test
    void every_fee_and_the_days_are_in_the_fingerprint() {
        assertThat(FEES.seen())
                .isNotEqualTo(fees("200.01", 30).seen())
                .isNotEqualTo(fees("200.00", 31).seen());
        assertThat(FEES.of(Category.ORDINARY)).isEqualTo(Money.parse("EUR 200.00"));
        assertThat(FEES.of(Category.EXTRAORDINARY)).isEqualTo(Money.parse("EUR 150.00"));
        assertThat(FEES.of(Category.INDIVIDUAL)).isEqualTo(Money.parse("EUR 60.00"));
        assertThat(FEES.of(Category.HONORARY)).isEqualTo(Money.parse("EUR 0.00"));
    }
}
