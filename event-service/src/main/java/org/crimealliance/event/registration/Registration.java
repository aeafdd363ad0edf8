package org.crimealliance.event.registration;

import java.time.Instant;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/** One person's registration for one congress. Whether there is a seat on site is decided at {@link OnsiteSeats}. */
sealed interface Registration {

    Form form();

    /**
     * What was filled in.
     *
     * @param email as it was typed, without the blanks around it
     * @param wants the seat that was asked for
     * @param round counts the times this person registered; each has its own link
     */
    record Form(
            String congressId,
            String name,
            String email,
            @Nullable String affiliation,
            String country,
            Seat wants,
            int round) {}

    /** Waits for the link in the mail to be followed. */
    @TypeAlias("registration-pending")
    record Pending(Form form, Instant requestedAt) implements Registration {}

    @TypeAlias("registration-confirmed")
    record Confirmed(Form form, Seat seat, Instant at) implements Registration {}

    /** Confirmed online, and on the waiting list for a seat on site, by {@code since}. */
    @TypeAlias("registration-waiting")
    record Waiting(Form form, Instant since) implements Registration {}

    /** Confirmed online, and offered a seat on site until (exclusive) {@code until}. */
    @TypeAlias("registration-offered")
    record Offered(Form form, Instant since, Instant until) implements Registration {}

    @TypeAlias("registration-cancelled")
    record Cancelled(Form form, Instant at) implements Registration {}

    /** The link was followed; {@code seat} tells whether a seat on site was to be had. */
    default Outcome<Change<Registration>> confirm(String id, String congressName, Seat seat, Instant now) {
        if (!(this instanceof Pending)) {
            return Outcome.done(Change.to(this));
        }
        if (form().wants() == Seat.ONSITE && seat == Seat.ONLINE) {
            return Outcome.done(
                    Change.to(new Waiting(form(), now), RegistrationEvent.Waitlisted.of(id, congressName, form())));
        }
        return Outcome.done(Change.to(
                new Confirmed(form(), seat, now), RegistrationEvent.Confirmed.of(id, congressName, form(), seat)));
    }

    /** A seat on site became free for the head of the waiting list. */
    default Outcome<Change<Registration>> offer(String id, String congressName, Instant until, String acceptUrl) {
        return switch (this) {
            case Waiting w ->
                Outcome.done(Change.to(
                        new Offered(form(), w.since(), until),
                        RegistrationEvent.Offered.of(id, congressName, form(), until, acceptUrl)));
            case Offered o -> Outcome.done(Change.to(o));
            default -> Outcome.refused(Refusal.conflict("not-waiting", "This registration waits for no seat."));
        };
    }

    /** The offered seat was taken. */
    default Outcome<Change<Registration>> sitDown(String id, String congressName, Instant now) {
        return switch (this) {
            case Waiting w -> seated(id, congressName, now);
            case Offered o -> seated(id, congressName, now);
            case Pending p -> seated(id, congressName, now);
            case Confirmed c when c.seat() == Seat.ONSITE -> Outcome.done(Change.to(c));
            case Confirmed c -> seated(id, congressName, now);
            case Cancelled c -> Outcome.refused(Refusal.conflict("cancelled", "This registration was cancelled."));
        };
    }

    private Outcome<Change<Registration>> seated(String id, String congressName, Instant now) {
        return Outcome.done(Change.to(
                new Confirmed(form(), Seat.ONSITE, now),
                RegistrationEvent.Confirmed.of(id, congressName, form(), Seat.ONSITE)));
    }

    /** The offer was not taken in time: online it stays, off the waiting list. */
    default Outcome<Change<Registration>> lapse(Instant now) {
        return Outcome.done(Change.to(
                this instanceof Offered offered && !now.isBefore(offered.until())
                        ? new Confirmed(form(), Seat.ONLINE, now)
                        : this));
    }

    default Outcome<Change<Registration>> cancel(String id, String congressName, Instant now) {
        return Outcome.done(
                this instanceof Cancelled
                        ? Change.to(this)
                        : Change.to(
                                new Cancelled(form(), now), RegistrationEvent.Cancelled.of(id, congressName, form())));
    }
}
