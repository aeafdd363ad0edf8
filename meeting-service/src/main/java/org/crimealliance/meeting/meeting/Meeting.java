package org.crimealliance.meeting.meeting;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * A meeting: tentative, then confirmed, in session and held, or cancelled on the way. It keeps one calendar entry for
 * life and gets its number when it is held.
 */
public sealed interface Meeting {

    Details details();

    /** What the number is once it is held. */
    default @Nullable Integer number() {
        return null;
    }

    String status();

    /** Whether it is still to come: it can be moved, cancelled, and people are invited to it. */
    default boolean isAhead() {
        return this instanceof Tentative || this instanceof Confirmed;
    }

    /** Whether answers to its invitations still matter. */
    default boolean takesReplies(Instant now) {
        return switch (this) {
            case Tentative m -> now.isBefore(m.details().schedule().end());
            case Confirmed m -> now.isBefore(m.details().schedule().end());
            case InSession m -> true;
            case Held m -> false;
            case Cancelled m -> false;
        };
    }

    /** A date that may change. */
    @TypeAlias("meeting-tentative")
    record Tentative(Details details) implements Meeting {
        @Override
        public String status() {
            return "tentative";
        }
    }

    /** A date that stands. */
    @TypeAlias("meeting-confirmed")
    record Confirmed(Details details) implements Meeting {
        @Override
        public String status() {
            return "confirmed";
        }
    }

    /** Going on. */
    @TypeAlias("meeting-in-session")
    record InSession(Details details, Instant openedAt) implements Meeting {
        @Override
        public String status() {
            return "in-session";
        }
    }

    /** Over, with its number of the calendar year. */
    @TypeAlias("meeting-held")
    record Held(Details details, Integer number, Instant openedAt, Instant closedAt) implements Meeting {
        @Override
        public String status() {
            return "held";
        }
    }

    /** Never held; takes no number. */
    @TypeAlias("meeting-cancelled")
    record Cancelled(Details details, String reason, Instant cancelledAt) implements Meeting {
        @Override
        public String status() {
            return "cancelled";
        }
    }

    /** This meeting while it can still be prepared and run; refused once it is held or cancelled. */
    default Outcome<Meeting> running() {
        return switch (this) {
            case Tentative m -> Outcome.done(this);
            case Confirmed m -> Outcome.done(this);
            case InSession m -> Outcome.done(this);
            case Held m -> tooLate("changed");
            case Cancelled m -> tooLate("changed");
        };
    }

    /** The first state of a meeting, and what is told of it. */
    static Change<Meeting> announce(Details details, boolean tentative) {
        Meeting meeting = tentative ? new Tentative(details) : new Confirmed(details);
        return Change.to(meeting, new MeetingEvent.Announced(MeetingFacts.of(meeting)));
    }

    default Outcome<Change<Meeting>> confirm() {
        return switch (this) {
            case Tentative(Details details) -> {
                Meeting confirmed = new Confirmed(details.nextSequence());
                yield Outcome.done(Change.to(confirmed, new MeetingEvent.Confirmed(MeetingFacts.of(confirmed))));
            }
            case Confirmed unchanged -> unchanged();
            case InSession m -> tooLate("confirmed");
            case Held m -> tooLate("confirmed");
            case Cancelled m -> tooLate("confirmed");
        };
    }

    /** Another time; whoever was invited is asked again. */
    default Outcome<Change<Meeting>> move(Instant start, Instant end) {
        Schedule moved = details().schedule().at(start, end);
        if (isAhead() && moved.equals(details().schedule())) {
            return unchanged();
        }
        return switch (this) {
            case Tentative(Details details) -> moved(new Tentative(details.at(moved)));
            case Confirmed(Details details) -> moved(new Confirmed(details.at(moved)));
            case InSession m -> tooLate("moved");
            case Held m -> tooLate("moved");
            case Cancelled m -> tooLate("moved");
        };
    }

    default Outcome<Change<Meeting>> cancel(String reason, Instant at) {
        return switch (this) {
            case Tentative(Details details) -> cancelled(details, reason, at);
            case Confirmed(Details details) -> cancelled(details, reason, at);
            case Cancelled m -> unchanged();
            case InSession m -> tooLate("cancelled");
            case Held m -> tooLate("cancelled");
        };
    }

    default Outcome<Change<Meeting>> open(Instant at) {
        return switch (this) {
            case Tentative m ->
                Outcome.refused(
                        Refusal.conflict("not-confirmed", "The date is tentative. Confirm the meeting, then open it."));
            case Confirmed(Details details) -> Outcome.done(Change.to(new InSession(details, at)));
            case InSession m -> unchanged();
            case Held m -> tooLate("opened");
            case Cancelled m -> tooLate("opened");
        };
    }

    /** Whether {@link #close} would be accepted: asked before a number is reserved. */
    default Outcome<Meeting> closable() {
        return switch (this) {
            case InSession m -> Outcome.done(this);
            case Held m -> Outcome.done(this);
            case Tentative m -> notOpen();
            case Confirmed m -> notOpen();
            case Cancelled m -> notOpen();
        };
    }

    default Outcome<Change<Meeting>> close(int number, Instant at) {
        return closable().flatMap(closable -> switch (closable) {
            case InSession(Details details, Instant openedAt) -> {
                Meeting held = new Held(details, number, openedAt, at);
                yield Outcome.done(Change.to(held, new MeetingEvent.MeetingHeld(MeetingFacts.of(held))));
            }
            case Held m -> unchanged();
            case Tentative m -> notOpen();
            case Confirmed m -> notOpen();
            case Cancelled m -> notOpen();
        });
    }

    default Outcome<Change<Meeting>> addGuest(Guest guest) {
        return switch (this) {
            case Tentative(Details details) ->
                details.guests().size() >= 200
                        ? tooManyGuests()
                        : Outcome.done(Change.to(new Tentative(details.with(guest))));
            case Confirmed(Details details) ->
                details.guests().size() >= 200
                        ? tooManyGuests()
                        : Outcome.done(Change.to(new Confirmed(details.with(guest))));
            case InSession m -> tooLate("joined by more guests");
            case Held m -> tooLate("joined by more guests");
            case Cancelled m -> tooLate("joined by more guests");
        };
    }

    /** From now on whoever joins the audience is invited too. */
    default Outcome<Change<Meeting>> invitationsSent(Instant at) {
        return switch (this) {
            case Tentative(Details details) -> Outcome.done(Change.to(new Tentative(details.invitedAt(at))));
            case Confirmed(Details details) -> Outcome.done(Change.to(new Confirmed(details.invitedAt(at))));
            case InSession m -> tooLate("announced by invitations");
            case Held m -> tooLate("announced by invitations");
            case Cancelled m -> tooLate("announced by invitations");
        };
    }

    private Outcome<Change<Meeting>> unchanged() {
        return Outcome.done(new Change<>(this, List.of()));
    }

    private static Outcome<Change<Meeting>> moved(Meeting next) {
        return Outcome.done(Change.to(next, new MeetingEvent.Moved(MeetingFacts.of(next))));
    }

    private static Outcome<Change<Meeting>> cancelled(Details details, String reason, Instant at) {
        Meeting next = new Cancelled(details.nextSequence(), reason, at);
        return Outcome.done(Change.to(next, new MeetingEvent.MeetingCancelled(MeetingFacts.of(next))));
    }

    private <T> Outcome<T> tooLate(String done) {
        return Outcome.refused(Refusal.conflict(
                "meeting-" + status(),
                "The meeting is " + status().replace('-', ' ') + ": it cannot be " + done + " any more."));
    }

    private <T> Outcome<T> notOpen() {
        return Outcome.refused(Refusal.conflict(
                "not-in-session",
                "The meeting is " + status() + ", not in session. Only a meeting that was opened can be closed."));
    }

    private static <T> Outcome<T> tooManyGuests() {
        return Outcome.refused(Refusal.conflict("too-many-guests", "A meeting has at most 200 guests."));
    }
}
