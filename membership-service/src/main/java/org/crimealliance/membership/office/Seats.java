package org.crimealliance.membership.office;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.text.MailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * The terms that hold or will hold the seats of one office: one document an office, so that of two who want the last seat
 * at once, one gets it. The terms themselves are {@link Officer}s; an end that came early is learnt from them.
 */
@TypeAlias("seats")
record Seats(List<Held> terms) {

    /** Terms kept that are over; older ones are forgotten here, not as {@link Officer}s. */
    static final int KEPT = 100;

    Seats {
        terms = List.copyOf(terms);
    }

    /** @param last day of the term; open where absent */
    record Held(
            String officeId,
            String name,
            String email,
            LocalDate from,
            @Nullable LocalDate last) {

        static Held of(String officeId, Officer officer) {
            Officer.Term term = officer.term();
            return new Held(
                    officeId,
                    term.name(),
                    MailAddress.comparable(term.email()),
                    term.from(),
                    officer.lastDay().orElse(null));
        }

        private boolean isOn(LocalDate day) {
            return !from.isAfter(day) && !isOverBefore(day);
        }

        private boolean isOverBefore(LocalDate day) {
            return last != null && last.isBefore(day);
        }

        private boolean overlaps(Held other) {
            return !isOverBefore(other.from) && !other.isOverBefore(from);
        }
    }

    /**
     * Takes a seat for a term; the second time it has it.
     *
     * @param seats of the office
     * @param known how the terms here stand by now, by their ids
     */
    Outcome<Seats> take(Office office, Held wanted, int seats, Map<String, Officer> known, LocalDate today) {
        if (terms.stream().anyMatch(term -> term.officeId().equals(wanted.officeId()))) {
            return Outcome.done(this);
        }
        List<Held> now = terms.stream().flatMap(term -> upToDate(term, known)).toList();
        List<Held> meanwhile =
                now.stream().filter(term -> term.overlaps(wanted)).toList();
        Optional<Held> own = meanwhile.stream()
                .filter(term -> term.email().equals(wanted.email()))
                .findFirst();
        if (own.isPresent()) {
            return Outcome.refused(Refusal.conflict(
                    "terms-overlap",
                    "%s holds this office already: %s.".formatted(own.get().name(), dates(own.get()))));
        }
        // whoever else began before, and overlaps, is still there on the first day
        boolean full = Stream.concat(
                        Stream.of(wanted.from()), meanwhile.stream().map(Held::from))
                .anyMatch(
                        day -> meanwhile.stream().filter(term -> term.isOn(day)).count() >= seats);
        if (full) {
            return Outcome.refused(Refusal.conflict(
                    "office-filled",
                    "No seat is free for that time in the office %s, which has %d. It is held by %s."
                            .formatted(
                                    office.wire(),
                                    seats,
                                    String.join(
                                            "; ",
                                            meanwhile.stream()
                                                    .map(term -> term.name() + ", " + dates(term))
                                                    .toList()))));
        }
        return Outcome.done(
                new Seats(Stream.concat(kept(now, today), Stream.of(wanted)).toList()));
    }

    private static Stream<Held> upToDate(Held term, Map<String, Officer> known) {
        Officer officer = known.get(term.officeId());
        if (officer == null) {
            return Stream.of(term);
        }
        return officer instanceof Officer.NotAppointed ? Stream.empty() : Stream.of(Held.of(term.officeId(), officer));
    }

    private static Stream<Held> kept(List<Held> all, LocalDate today) {
        List<Held> over = new ArrayList<>(
                all.stream().filter(term -> term.isOverBefore(today)).toList());
        over.sort(Comparator.comparing(Held::from));
        return Stream.concat(
                over.stream().skip(Math.max(0, over.size() - KEPT)),
                all.stream().filter(term -> !term.isOverBefore(today)));
    }

    private static String dates(Held term) {
        return term.last() == null ? "from " + term.from() : "from %s to %s".formatted(term.from(), term.last());
    }
}
