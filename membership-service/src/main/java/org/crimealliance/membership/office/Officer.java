package org.crimealliance.membership.office;

import java.time.LocalDate;
import org.crimealliance.membership.office.OfficerEvent.OfficerAppointed;
import org.crimealliance.membership.office.OfficerEvent.OfficerEnded;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/** Somebody's term in an office: appointed, then ended before its time if need be. */
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
            @Nullable LocalDate until) {}

    @TypeAlias("appointed")
    record Appointed(Term term) implements Officer {}

    @TypeAlias("term-ended")
    record TermEnded(Term term, LocalDate endedOn) implements Officer {}

    static Change<Officer> appoint(String id, Term term) {
        return Change.to(
                new Appointed(term),
                new OfficerAppointed(id, term.office(), term.name(), term.email(), term.from(), term.until()));
    }

    /** The last day in office. */
    static Outcome<Change<Officer>> end(String id, Officer officer, LocalDate endedOn) {
        return switch (officer) {
            case Appointed(Term term)
            when endedOn.isBefore(term.from()) ->
                Outcome.refused(Refusal.invalid(
                        "invalid-input",
                        "The term cannot end before it begins.",
                        new FieldProblem("endedOn", "is before " + term.from())));
            case Appointed(Term term) ->
                Outcome.done(Change.to(
                        new TermEnded(term, endedOn), new OfficerEnded(id, term.office(), term.email(), endedOn)));
            case TermEnded ended when ended.endedOn().equals(endedOn) -> Outcome.done(Change.to(ended));
            case TermEnded ended ->
                Outcome.refused(Refusal.conflict("term-ended", "This term ended on %s.".formatted(ended.endedOn())));
        };
    }

    /** Whether the office is held on this day. */
    default boolean isHeldOn(LocalDate day) {
        LocalDate until = term().until();
        boolean begun = !term().from().isAfter(day);
        boolean lasting = until == null || !until.isBefore(day);
        return begun
                && lasting
                && switch (this) {
                    case Appointed appointed -> true;
                    case TermEnded ended -> !ended.endedOn().isBefore(day);
                };
    }
}
