package org.crimealliance.event.ancillary;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.crimealliance.event.congress.Mode;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * An ancillary meeting of a congress, from its application to its place in the programme.
 *
 * <pre>
 * Proposed -> Accepted -> Invited -> Reconfirmed -> Promoted
 *                            |  \        |   \______/
 *                            |   \       |       \
 *                     Undeliverable  Declined    Cancelled
 *                            Expired
 * </pre>
 *
 * Who has which place is the schedule's business; a meeting knows of it only when it was promoted from the waiting list.
 */
public sealed interface AncillaryMeeting {

    Dossier dossier();

    AncillaryMeeting with(Dossier dossier);

    /** Proposed through the public form; nobody has accepted it. */
    @TypeAlias("ancillary-proposed")
    record Proposed(Dossier dossier) implements AncillaryMeeting {
        @Override
        public Proposed with(Dossier next) {
            return new Proposed(next);
        }
    }

    /** Accepted, and not yet asked to reconfirm. */
    @TypeAlias("ancillary-accepted")
    record Accepted(Dossier dossier) implements AncillaryMeeting {
        @Override
        public Accepted with(Dossier next) {
            return new Accepted(next);
        }
    }

    /**
     * Asked to reconfirm; silent so far.
     *
     * @param reminders those that were sent, as {@code <deadline>/<days before>}
     */
    @TypeAlias("ancillary-invited")
    record Invited(Dossier dossier, String campaignId, Instant invitedAt, List<String> reminders)
            implements AncillaryMeeting {
        public Invited {
            reminders = List.copyOf(reminders);
        }

        @Override
        public Invited with(Dossier next) {
            return new Invited(next, campaignId, invitedAt, reminders);
        }
    }

    /** The request came back: not silence, somebody must find another address. */
    @TypeAlias("ancillary-undeliverable")
    record Undeliverable(Dossier dossier, String campaignId, Instant invitedAt, String reason)
            implements AncillaryMeeting {
        @Override
        public Undeliverable with(Dossier next) {
            return new Undeliverable(next, campaignId, invitedAt, reason);
        }
    }

    /** The organiser still wants to hold it. */
    @TypeAlias("ancillary-reconfirmed")
    record Reconfirmed(Dossier dossier, String campaignId, Instant at) implements AncillaryMeeting {
        @Override
        public Reconfirmed with(Dossier next) {
            return new Reconfirmed(next, campaignId, at);
        }
    }

    /** Reconfirmed, waited, and got a place that became free. */
    @TypeAlias("ancillary-promoted")
    record Promoted(Dossier dossier, String campaignId, Instant at, Instant promotedAt) implements AncillaryMeeting {
        @Override
        public Promoted with(Dossier next) {
            return new Promoted(next, campaignId, at, promotedAt);
        }
    }

    /** The organiser said no by the personal link. */
    @TypeAlias("ancillary-declined")
    record Declined(Dossier dossier, String campaignId, Instant at) implements AncillaryMeeting {
        @Override
        public Declined with(Dossier next) {
            return new Declined(next, campaignId, at);
        }
    }

    /** Silent until the deadline. An extension revives it. */
    @TypeAlias("ancillary-expired")
    record Expired(Dossier dossier, String campaignId, Instant invitedAt, Instant at, List<String> reminders)
            implements AncillaryMeeting {
        public Expired {
            reminders = List.copyOf(reminders);
        }

        @Override
        public Expired with(Dossier next) {
            return new Expired(next, campaignId, invitedAt, at, reminders);
        }
    }

    /**
     * Withdrawn, for good.
     *
     * @param campaignId the campaign in which it had been reconfirmed, if it had
     */
    @TypeAlias("ancillary-cancelled")
    record Cancelled(Dossier dossier, @Nullable String campaignId, Instant at, String reason)
            implements AncillaryMeeting {
        @Override
        public Cancelled with(Dossier next) {
            return new Cancelled(next, campaignId, at, reason);
        }
    }

    default Mode mode() {
        return dossier().mode();
    }

    /** Whether it may be given a place. */
    default boolean wantsPlace() {
        return this instanceof Reconfirmed || this instanceof Promoted;
    }

    /** Whether it is over: nothing brings it back into this congress but its organiser's own link. */
    default boolean isOut() {
        return this instanceof Declined || this instanceof Expired || this instanceof Cancelled;
    }

    /** The state's name as answers show it. */
    default String stateName() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
