package org.crimealliance.membership.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.run.InvoiceRun.Approval;
import org.crimealliance.membership.run.InvoiceRun.Approved;
import org.crimealliance.membership.run.InvoiceRun.Finished;
import org.crimealliance.membership.run.InvoiceRun.Issuing;
import org.crimealliance.membership.run.InvoiceRun.Plan;
import org.crimealliance.membership.run.InvoiceRun.Previewed;
import org.crimealliance.membership.run.InvoiceRun.Stopped;
import org.crimealliance.membership.run.InvoiceRun.Sum;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Previewed by one, approved by another, then issued. */
class InvoiceRunTest {

    private static final Instant NOW = Instant.parse("2020-11-16T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final SecondPersonRule RULE =
            new SecondPersonRule(List.of("chair", "treasurer", "secretary"), List.of("treasurer"), Duration.ofDays(30));
    private static final Person TREASURER = new Person("t", "Tim", "t@example.org", List.of("treasurer"));
    private static final Person CHAIR = new Person("c", "Cleo", "c@example.org", List.of("chair"));
    private static final Person SECRETARY = new Person("s", "Sam", "s@example.org", List.of("secretary"));
    private static final Offices IN_OFFICE = person -> person;
    private static final Offices TREASURER_LEFT = person ->
            person.equals(TREASURER) ? new Person(person.subject(), person.name(), person.email(), List.of()) : person;
    private static final Provenance CAUSE = new Provenance("t", "1");
    private static final Plan PLAN =
            new Plan(2021, 79, Money.parse("EUR 13030.00"), 30, List.of(), null, NOW, null, null);
    private static final Approval APPROVAL = new Approval("c", NOW, "t");

    private static final Previewed PREVIEWED = new Previewed(PLAN, RULE.prepared(TREASURER, NOW, "seen", null));
    private static final Approved APPROVED = new Approved(PLAN, APPROVAL);
    private static final Issuing ISSUING = new Issuing(PLAN, APPROVAL, 1, NOW, CAUSE);
    private static final Stopped STOPPED = new Stopped(PLAN, APPROVAL, 1, NOW);

    private static Confirmation said(Person second, String seen) {
        return new Confirmation(second, seen, RULE, IN_OFFICE, NOW);
    }

    @Test
    void the_invoices_of_a_category_are_added_up() {
        Sum one = new Sum(Category.INDIVIDUAL, 1, Money.parse("EUR 60.00"));
        assertThat(one.plus(one).plus(one)).isEqualTo(new Sum(Category.INDIVIDUAL, 3, Money.parse("EUR 180.00")));
    }

    @Test
    void what_an_ended_officer_has_previewed_is_not_approved() {
        assertThat(code(InvoiceRun.approve(PREVIEWED, new Confirmation(CHAIR, "seen", RULE, TREASURER_LEFT, NOW))))
                .isEqualTo("preparer-left-office");
    }

    private static final Finished FINISHED = new Finished(PLAN, APPROVAL, 1, NOW, LATER);

    private static String code(Outcome<Change<InvoiceRun>> outcome) {
        return outcome instanceof Outcome.Refused<Change<InvoiceRun>>(var refusal) ? refusal.code() : "done";
    }

    private static InvoiceRun next(Outcome<Change<InvoiceRun>> outcome) {
        return outcome.orThrow().next();
    }

    @Test
    void another_than_who_previewed_it_approves_what_they_saw() {
        assertThat(next(InvoiceRun.approve(PREVIEWED, said(CHAIR, "seen")))).isEqualTo(APPROVED);
        assertThat(code(InvoiceRun.approve(PREVIEWED, said(TREASURER, "seen")))).isEqualTo("own-preparation");
        assertThat(code(InvoiceRun.approve(PREVIEWED, said(CHAIR, "another")))).isEqualTo("changed-meanwhile");
        assertThat(code(InvoiceRun.approve(new Previewed(PLAN, null), said(CHAIR, "seen"))))
                .isEqualTo("not-prepared");
    }

    @Test
    void a_preview_is_withdrawn_or_refused_and_never_issued_and_what_is_approved_is_not() {
        InvoiceRun withdrawn =
                next(InvoiceRun.end(PREVIEWED, preparation -> preparation.withdraw(TREASURER, "seen", NOW)));
        assertThat(withdrawn.wire()).isEqualTo("withdrawn");
        assertThat(code(InvoiceRun.approve(withdrawn, said(CHAIR, "seen")))).isEqualTo("preparation-withdrawn");
        InvoiceRun refused =
                next(InvoiceRun.end(PREVIEWED, preparation -> preparation.refuse(said(CHAIR, "seen"), "too many")));
        assertThat(refused.wire()).isEqualTo("refused");
        assertThat(code(InvoiceRun.issue(refused, NOW, CAUSE))).isEqualTo("run-not-approved");
        assertThat(new Previewed(PLAN, null).wire()).isEqualTo("previewed");
        assertThat(code(InvoiceRun.end(new Previewed(PLAN, null), Outcome::done)))
                .isEqualTo("not-prepared");
        for (InvoiceRun run : List.of(APPROVED, ISSUING, STOPPED, FINISHED)) {
            assertThat(code(InvoiceRun.end(run, Outcome::done))).isEqualTo("already-confirmed");
        }
    }

    @Test
    void who_approved_it_may_say_it_again_and_nobody_else() {
        for (InvoiceRun run : List.of(APPROVED, ISSUING, STOPPED, FINISHED)) {
            assertThat(InvoiceRun.approve(run, said(CHAIR, "seen")).orThrow()).isEqualTo(Change.to(run));
            assertThat(code(InvoiceRun.approve(run, said(SECRETARY, "seen")))).isEqualTo("already-confirmed");
        }
    }

    @Test
    void it_is_issued_after_approval_resumed_after_a_stop_and_tried_again_for_those_that_failed() {
        assertThat(code(InvoiceRun.issue(PREVIEWED, NOW, CAUSE))).isEqualTo("run-not-approved");
        assertThat(next(InvoiceRun.issue(APPROVED, NOW, CAUSE))).isEqualTo(ISSUING);
        assertThat(next(InvoiceRun.issue(ISSUING, LATER, CAUSE))).isEqualTo(ISSUING);
        assertThat(next(InvoiceRun.issue(STOPPED, LATER, CAUSE))).isEqualTo(ISSUING);
        assertThat(next(InvoiceRun.issue(FINISHED, LATER, CAUSE)))
                .isEqualTo(new Issuing(PLAN, APPROVAL, 2, NOW, CAUSE));
    }

    @Test
    void only_what_is_issuing_stops_and_finishes() {
        assertThat(next(InvoiceRun.stop(ISSUING))).isEqualTo(STOPPED);
        assertThat(next(InvoiceRun.stop(STOPPED))).isEqualTo(STOPPED);
        for (InvoiceRun run : List.of(PREVIEWED, APPROVED, FINISHED)) {
            assertThat(code(InvoiceRun.stop(run))).isEqualTo("run-not-issuing");
            assertThat(InvoiceRun.finish(run, LATER)).isEqualTo(Change.to(run));
        }
        assertThat(InvoiceRun.finish(ISSUING, LATER).next()).isEqualTo(FINISHED);
        assertThat(InvoiceRun.finish(STOPPED, LATER).next()).isEqualTo(STOPPED);
    }

    @Test
    void each_attempt_counts_from_its_own_start() {
        RunProgress.State first = new RunProgress.State(1, 3, 150, 2, List.of());
        assertThat(first.in(1)).isEqualTo(first);
        assertThat(first.in(2)).isEqualTo(new RunProgress.State(2, 0, 0, 0, List.of()));
    }

    @Test
    void its_states_are_called_as_the_api_calls_them() {
        assertThat(List.<InvoiceRun>of(PREVIEWED, APPROVED, ISSUING, STOPPED, FINISHED))
                .extracting(InvoiceRun::wire)
                .containsExactly("previewed", "approved", "issuing", "stopped", "finished");
    }
}
