package org.crimealliance.membership.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.office.Officer.Appointed;
import org.crimealliance.membership.office.Officer.NotAppointed;
import org.crimealliance.membership.office.Officer.Proposed;
import org.crimealliance.membership.office.Officer.Term;
import org.crimealliance.membership.office.Officer.TermEnded;
import org.crimealliance.membership.office.Officer.Warrant;
import org.crimealliance.membership.office.Officer.Warranted;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

/** A term from its proposal to the office. */
class OfficerTest {

    private static final Instant NOW = Instant.parse("2020-10-01T09:00:00Z");
    private static final Person SECRETARY = new Person("s", "Sam", "s@example.org", List.of("secretary"));
    private static final Person CHAIR = new Person("c", "Cleo", "c@example.org", List.of("chair"));
    private static final Person TREASURER = new Person("t", "Tim", "t@example.org", List.of("treasurer"));
    private static final SecondPersonRule RULE =
            new SecondPersonRule(List.of("chair", "treasurer", "secretary"), List.of(), Duration.ofDays(30));
    private static final Offices IN_OFFICE = person -> person;
    private static final Offices SECRETARY_LEFT = person ->
            person.equals(SECRETARY) ? new Person(person.subject(), person.name(), person.email(), List.of()) : person;
    private static final Provenance CAUSE = new Provenance("c", "1");
    private static final Term TERM = term("2022-09-30");
    private static final Proposed PROPOSED =
            new Proposed(TERM, RULE.prepared(SECRETARY, NOW, TERM.seen(), TERM.email()));

    private static Term term(String until) {
        return new Term(
                Office.TREASURER, "Tim", "t@example.org", LocalDate.parse("2020-10-01"), LocalDate.parse(until));
    }

    private static Confirmation said(Person second, Term term) {
        return new Confirmation(second, term.seen(), RULE, IN_OFFICE, NOW);
    }

    private static Outcome<Change<Officer>> confirm(Officer officer, Person second) {
        return Officer.confirm(officer, said(second, TERM), CAUSE);
    }

    /** Waiting for a seat, in office, and out of it. */
    private static List<Officer> confirmedOnes() {
        Officer warranted = confirm(PROPOSED, CHAIR).orThrow().next();
        Officer appointed = Officer.seat("id", warranted).next();
        return List.of(
                warranted,
                appointed,
                Officer.end("id", appointed, TERM.from()).orThrow().next());
    }

    private static String code(Outcome<Change<Officer>> outcome) {
        return outcome instanceof Outcome.Refused<Change<Officer>>(var refusal) ? refusal.code() : "done";
    }

    @Test
    void what_an_ended_officer_has_proposed_is_proposed_again_by_another() {
        Confirmation said = new Confirmation(CHAIR, TERM.seen(), RULE, SECRETARY_LEFT, NOW);
        assertThat(code(Officer.confirm(PROPOSED, said, CAUSE))).isEqualTo("preparer-left-office");
        Proposed again = new Proposed(TERM, RULE.prepared(TREASURER, NOW, TERM.seen(), null));
        assertThat(Officer.propose(PROPOSED, TERM, again.preparation(), SECRETARY_LEFT)
                        .orThrow())
                .isEqualTo(Change.to(again));
        assertThat(code(Officer.confirm(again, said, CAUSE))).isEqualTo("done");
    }

    @Test
    void a_treasurer_does_not_make_himself_chair() {
        Term own = new Term(Office.CHAIR, "Tim", "t@example.org", LocalDate.parse("2020-10-01"), null);
        Officer proposed = new Proposed(own, RULE.prepared(TREASURER, NOW, own.seen(), own.email()));
        assertThat(code(Officer.confirm(proposed, said(TREASURER, own), CAUSE))).isEqualTo("own-preparation");
        Officer byAnother = new Proposed(own, RULE.prepared(SECRETARY, NOW, own.seen(), own.email()));
        assertThat(code(Officer.confirm(byAnother, said(TREASURER, own), CAUSE)))
                .isEqualTo("concerns-yourself");
    }

    @Test
    void confirmed_it_is_warranted_by_both_and_appointed_once_a_seat_is_taken() {
        Officer warranted = confirm(PROPOSED, CHAIR).orThrow().next();
        assertThat(warranted).isEqualTo(new Warranted(TERM, new Warrant("s", "c", null, NOW), CAUSE));
        assertThat(warranted.isHeldOn(TERM.from())).isFalse();
        Change<Officer> seated = Officer.seat("id", warranted);
        assertThat(seated.events()).hasSize(1);
        assertThat(seated.next().isHeldOn(TERM.from())).isTrue();
        assertThat(Officer.seat("id", seated.next()).events()).isEmpty();
        assertThat(Officer.turnDown(warranted, "full").next()).isEqualTo(new NotAppointed(TERM, "full"));
        assertThat(Officer.turnDown(seated.next(), "full").next()).isEqualTo(seated.next());
    }

    @Test
    void who_confirmed_may_say_it_again_and_nobody_else() {
        for (Officer confirmed : confirmedOnes()) {
            assertThat(confirm(confirmed, CHAIR).orThrow()).isEqualTo(Change.to(confirmed));
            assertThat(code(confirm(confirmed, SECRETARY))).isEqualTo("already-confirmed");
        }
        assertThat(code(confirm(new Appointed(TERM, null), CHAIR))).isEqualTo("already-confirmed");
        assertThat(code(confirm(new NotAppointed(TERM, "full"), CHAIR))).isEqualTo("not-appointed");
    }

    @Test
    void a_term_that_ended_is_not_begun_again_by_saying_the_same() {
        Officer ended = new TermEnded(TERM, TERM.from().plusMonths(3), null);
        assertThat(code(Officer.propose(
                        ended, TERM, RULE.prepared(TREASURER, NOW, TERM.seen(), TERM.email()), IN_OFFICE)))
                .isEqualTo("term-ended");
        assertThat(code(Officer.warrant(ended, TERM, new Warrant("a", "b", null, NOW), Provenance.current())))
                .isEqualTo("term-ended");
    }

    @Test
    void what_is_proposed_anew_has_to_be_looked_at_anew() {
        Term longer = term("2023-09-30");
        Officer again = Officer.propose(
                        PROPOSED, longer, RULE.prepared(TREASURER, NOW, longer.seen(), longer.email()), IN_OFFICE)
                .orThrow()
                .next();
        assertThat(again.term()).isEqualTo(longer);
        assertThat(code(confirm(again, CHAIR))).isEqualTo("changed-meanwhile");
    }

    @Test
    void saying_the_same_again_keeps_who_prepared_it_first() {
        assertThat(Officer.propose(PROPOSED, TERM, RULE.prepared(CHAIR, NOW, TERM.seen(), TERM.email()), IN_OFFICE)
                        .orThrow()
                        .next())
                .isEqualTo(PROPOSED);
        Instant later = NOW.plus(Duration.ofDays(31));
        assertThat(Officer.propose(PROPOSED, TERM, RULE.prepared(CHAIR, later, TERM.seen(), TERM.email()), IN_OFFICE)
                        .orThrow()
                        .next())
                .isNotEqualTo(PROPOSED);
    }

    @Test
    void what_is_proposed_is_withdrawn_or_refused_and_proposed_anew_and_what_is_confirmed_is_not() {
        Officer refused = Officer.end(PROPOSED, preparation -> preparation.refuse(said(CHAIR, TERM), "too early"))
                .orThrow()
                .next();
        assertThat(refused).isInstanceOfSatisfying(Proposed.class, proposed -> {
            assertThat(proposed.term()).isEqualTo(TERM);
            assertThat(proposed.preparation().waits(NOW)).isFalse();
        });
        assertThat(code(confirm(refused, CHAIR))).isEqualTo("preparation-refused");
        assertThat(Officer.propose(refused, TERM, PROPOSED.preparation(), IN_OFFICE)
                        .orThrow()
                        .next())
                .isEqualTo(PROPOSED);
        for (Officer confirmed : confirmedOnes()) {
            assertThat(code(Officer.end(confirmed, Outcome::done))).isEqualTo("already-confirmed");
        }
        assertThat(code(Officer.end(new NotAppointed(TERM, "full"), Outcome::done)))
                .isEqualTo("not-appointed");
    }

    @Test
    void what_was_never_appointed_cannot_end() {
        assertThat(code(Officer.end("id", PROPOSED, TERM.from()))).isEqualTo("not-appointed");
        assertThat(code(Officer.end("id", confirm(PROPOSED, CHAIR).orThrow().next(), TERM.from())))
                .isEqualTo("not-appointed");
        assertThat(code(Officer.end("id", new NotAppointed(TERM, "full"), TERM.from())))
                .isEqualTo("not-appointed");
        assertThat(PROPOSED.isHeldOn(TERM.from())).isFalse();
        assertThat(new NotAppointed(TERM, "full").isHeldOn(TERM.from())).isFalse();
    }

    @Test
    void a_decision_overtakes_a_proposal_and_changes_nothing_that_is_appointed() {
        Warrant warrant = new Warrant("s", null, "decision", NOW);
        Officer warranted = new Warranted(TERM, warrant, CAUSE);
        assertThat(Officer.warrant(PROPOSED, TERM, warrant, CAUSE).orThrow().next())
                .isEqualTo(warranted);
        Officer appointed = new Appointed(TERM, null);
        for (Officer known : List.of(warranted, appointed)) {
            assertThat(Officer.warrant(known, TERM, warrant, CAUSE).orThrow()).isEqualTo(Change.to(known));
            assertThat(code(Officer.warrant(known, term("2023-09-30"), warrant, CAUSE)))
                    .isEqualTo("already-appointed");
            assertThat(code(Officer.propose(known, term("2023-09-30"), PROPOSED.preparation(), IN_OFFICE)))
                    .isEqualTo("already-appointed");
            assertThat(Officer.propose(known, TERM, PROPOSED.preparation(), IN_OFFICE)
                            .orThrow())
                    .isEqualTo(Change.to(known));
        }
        assertThat(code(Officer.warrant(new NotAppointed(TERM, "full"), TERM, warrant, CAUSE)))
                .isEqualTo("not-appointed");
        assertThat(code(Officer.propose(new NotAppointed(TERM, "full"), TERM, PROPOSED.preparation(), IN_OFFICE)))
                .isEqualTo("not-appointed");
    }

    @Test
    void a_term_is_held_from_its_first_day_to_its_last_or_to_its_end() {
        Officer appointed = new Appointed(TERM, null);
        assertThat(appointed.isHeldOn(LocalDate.parse("2020-09-30"))).isFalse();
        assertThat(appointed.isHeldOn(LocalDate.parse("2022-09-30"))).isTrue();
        assertThat(appointed.isHeldOn(LocalDate.parse("2022-10-01"))).isFalse();
        LocalDate early = LocalDate.parse("2021-03-31");
        Change<Officer> ended = Officer.end("id", appointed, early).orThrow();
        assertThat(ended.events()).hasSize(1);
        assertThat(ended.next().isHeldOn(early)).isTrue();
        assertThat(ended.next().isHeldOn(early.plusDays(1))).isFalse();
        assertThat(Officer.end("id", ended.next(), early).orThrow()).isEqualTo(Change.to(ended.next()));
        assertThat(code(Officer.end("id", ended.next(), early.plusDays(1)))).isEqualTo("term-ended");
        assertThat(code(Officer.end("id", appointed, LocalDate.parse("2020-09-30"))))
                .isEqualTo("invalid-input");
        assertThat(code(Officer.end("id", appointed, LocalDate.parse("2022-10-01"))))
                .isEqualTo("invalid-input");
        assertThat(code(Officer.end("id", appointed, TERM.from()))).isEqualTo("done");
        assertThat(code(Officer.end("id", appointed, LocalDate.parse("2022-09-30"))))
                .isEqualTo("done");
    }

    @Test
    void an_election_warrants_one_term_of_who_was_elected() {
        Election election = new Election(Office.TREASURER, "T@example.org", LocalDate.parse("2020-10-01"), null);
        Election used = Election.use(election, "id", TERM).orThrow().next();
        assertThat(Election.use(used, "id", TERM).orThrow().next()).isEqualTo(used);
        assertThat(refused(Election.use(used, "other", TERM))).isEqualTo("election-used");
        assertThat(refused(Election.use(
                        new Election(Office.CHAIR, "t@example.org", election.decidedOn(), null), "id", TERM)))
                .isEqualTo("another-election");
        assertThat(refused(Election.use(
                        new Election(Office.TREASURER, "x@example.org", election.decidedOn(), null), "id", TERM)))
                .isEqualTo("another-election");
        assertThat(refused(Election.use(
                        new Election(Office.TREASURER, "t@example.org", LocalDate.parse("2020-10-02"), null),
                        "id",
                        TERM)))
                .isEqualTo("elected-later");
    }

    private static String refused(Outcome<Change<Election>> outcome) {
        return outcome instanceof Outcome.Refused<Change<Election>>(var refusal) ? refusal.code() : "done";
    }
}
