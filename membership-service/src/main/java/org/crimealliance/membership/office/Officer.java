package org.crimealliance.membership.office;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.crimealliance.membership.office.OfficerEvent.OfficerAppointed;
import org.crimealliance.membership.office.OfficerEvent.OfficerEnded;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters.Ending;
import org.crimealliance.membership.secondperson.Seen;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * Somebody's term in an office: proposed, warranted by a second person or a decision, appointed once a seat is taken, and
 * ended before its time if need be.
 */
sealed interface Officer {

    Term term();

    /**
     * Who holds which office from when.
     *
     * @param until last day of the term; open where absent
     */
    record Term(
            Office office,
            String name,
            String email,
            LocalDate from,
            @Nullable LocalDate until) {

        String seen() {
            return Seen.of(office.wire(), name, email, from, String.valueOf(until));
        }
    }

    /**
     * By what right somebody is appointed.
     *
     * @param preparedBy account, or {@code operator}
     * @param confirmedBy the second person; none where a decision says it
     * @param decisionId of the meeting's decision that elected them
     */
    record Warrant(
            String preparedBy,
            @Nullable String confirmedBy,
            @Nullable String decisionId,
            Instant at) {}

    /** Waits for a second person. */
    @TypeAlias("term-proposed")
    record Proposed(Term term, Preparation preparation) implements Officer {}

    /**
     * Takes a seat as soon as can be.
     *
     * @param cause the command that warranted it
     */
    @TypeAlias("term-warranted")
    record Warranted(Term term, Warrant warrant, Provenance cause) implements Officer {}

    /** @param warrant absent in terms older than the second person */
    @TypeAlias("appointed")
    record Appointed(Term term, @Nullable Warrant warrant) implements Officer {}

    @TypeAlias("term-ended")
    record TermEnded(Term term, LocalDate endedOn, @Nullable Warrant warrant) implements Officer {}

    /** Somebody else took the seat between the confirmation and its effect. */
    @TypeAlias("not-appointed")
    record NotAppointed(Term term, String reason) implements Officer {}

    /** Prepares the term, or what was prepared of it anew. Saying the same again changes nothing. */
    static Outcome<Change<Officer>> propose(Officer officer, Term term, Preparation preparation, Offices offices) {
        return switch (officer) {
            case Proposed known
            when known.term().equals(term) && known.preparation().stands(offices, preparation.at()) ->
                Outcome.done(Change.to(known));
            case Proposed known -> Outcome.done(Change.to(new Proposed(term, preparation)));
            case Warranted known -> sameOrRefused(known, term);
            case Appointed known -> sameOrRefused(known, term);
            case TermEnded known ->
                refuse("term-ended", "This term ended on %s. Propose another first day.".formatted(known.endedOn()));
            case NotAppointed known -> refuse("not-appointed", known.reason() + " Propose another first day.");
        };
    }

    private static Outcome<Change<Officer>> sameOrRefused(Officer known, Term term) {
        return known.term().equals(term)
                ? Outcome.done(Change.to(known))
                : refuse(
                        "already-appointed",
                        "%s is appointed already from %s; end that term first."
                                .formatted(known.term().name(), known.term().from()));
    }

    /** A second person confirms what they saw. */
    static Outcome<Change<Officer>> confirm(Officer officer, Confirmation said, Provenance cause) {
        Person second = said.second();
        return switch (officer) {
            case Proposed(Term term, Preparation preparation) ->
                preparation.confirm(
                        said,
                        new Warranted(
                                term,
                                new Warrant(preparation.by().subject(), second.subject(), null, said.at()),
                                cause));
            case Warranted known -> confirmedBefore(known, known.warrant(), second);
            case Appointed known -> confirmedBefore(known, known.warrant(), second);
            case TermEnded known -> confirmedBefore(known, known.warrant(), second);
            case NotAppointed known -> refuse("not-appointed", known.reason());
        };
    }

    /** Ends a proposal that waits. It may be proposed anew. */
    static Outcome<Change<Officer>> end(Officer officer, Ending ending) {
        return switch (officer) {
            case Proposed(Term term, Preparation preparation) ->
                ending.of(preparation).map(ended -> Change.to(new Proposed(term, ended)));
            case Warranted known -> Outcome.refused(Preparation.confirmedAlready());
            case Appointed known -> Outcome.refused(Preparation.confirmedAlready());
            case TermEnded known -> Outcome.refused(Preparation.confirmedAlready());
            case NotAppointed known -> refuse("not-appointed", known.reason());
        };
    }

    private static Outcome<Change<Officer>> confirmedBefore(Officer officer, @Nullable Warrant warrant, Person second) {
        return warrant != null && second.subject().equals(warrant.confirmedBy())
                ? Outcome.done(Change.to(officer))
                : Outcome.refused(Preparation.confirmedAlready());
    }

    /** A decision or the operator says so; a proposal that waits is overtaken. */
    static Outcome<Change<Officer>> warrant(Officer officer, Term term, Warrant warrant, Provenance cause) {
        return switch (officer) {
            case Proposed known -> Outcome.done(Change.to(new Warranted(term, warrant, cause)));
            case Warranted known -> sameOrRefused(known, term);
            case Appointed known -> sameOrRefused(known, term);
            case TermEnded known ->
                refuse("term-ended", "This term ended on %s. Propose another first day.".formatted(known.endedOn()));
            case NotAppointed known -> refuse("not-appointed", known.reason() + " Propose another first day.");
        };
    }

    /** In office, now that a seat is taken. */
    static Change<Officer> seat(String id, Officer officer) {
        return officer instanceof Warranted(Term term, Warrant warrant, Provenance cause)
                ? Change.to(
                        new Appointed(term, warrant),
                        new OfficerAppointed(id, term.office(), term.name(), term.email(), term.from(), term.until()))
                : Change.to(officer);
    }

    /** No seat was left. */
    static Change<Officer> turnDown(Officer officer, String reason) {
        return Change.to(officer instanceof Warranted warranted ? new NotAppointed(warranted.term(), reason) : officer);
    }

    /** The last day in office. */
    static Outcome<Change<Officer>> end(String id, Officer officer, LocalDate endedOn) {
        return switch (officer) {
            case Appointed(Term term, Warrant warrant)
            when endedOn.isBefore(term.from()) ->
                Outcome.refused(Refusal.invalid(
                        "invalid-input",
                        "The term cannot end before it begins.",
                        new FieldProblem("endedOn", "is before " + term.from())));
            case Appointed(Term term, Warrant warrant)
            when term.until() != null && endedOn.isAfter(term.until()) ->
                Outcome.refused(Refusal.invalid(
                        "invalid-input",
                        "The term ends before that day by itself.",
                        new FieldProblem("endedOn", "is after " + term.until())));
            case Appointed(Term term, Warrant warrant) ->
                Outcome.done(Change.to(
                        new TermEnded(term, endedOn, warrant),
                        new OfficerEnded(id, term.office(), term.email(), endedOn)));
            case TermEnded ended when ended.endedOn().equals(endedOn) -> Outcome.done(Change.to(ended));
            case TermEnded ended -> refuse("term-ended", "This term ended on %s.".formatted(ended.endedOn()));
            case Proposed proposed -> refuse("not-appointed", "Nobody has confirmed this appointment.");
            case Warranted warranted -> refuse("not-appointed", "This appointment is being carried out. Try again.");
            case NotAppointed never -> refuse("not-appointed", "Nobody was appointed: " + never.reason());
        };
    }

    private static Outcome<Change<Officer>> refuse(String code, String message) {
        return Outcome.refused(Refusal.conflict(code, message));
    }

    /** The last day, as planned or as it came; empty where it is open. */
    default Optional<LocalDate> lastDay() {
        return this instanceof TermEnded ended ? Optional.of(ended.endedOn()) : Optional.ofNullable(term().until());
    }

    /** Whether the office is held on this day. */
    default boolean isHeldOn(LocalDate day) {
        return switch (this) {
            case Proposed proposed -> false;
            case Warranted warranted -> false;
            case NotAppointed never -> false;
            case Appointed appointed -> covers(day);
            case TermEnded ended -> covers(day);
        };
    }

    /** Whether somebody was appointed, and the term has begun by this day; it may be over. */
    default boolean hasBegunBy(LocalDate day) {
        return (this instanceof Appointed || this instanceof TermEnded)
                && !term().from().isAfter(day);
    }

    private boolean covers(LocalDate day) {
        return hasBegunBy(day) && lastDay().map(last -> !last.isBefore(day)).orElse(true);
    }
}
