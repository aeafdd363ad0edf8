package org.crimealliance.event.ancillary;

import java.time.Instant;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outbox.WireName;
import org.jspecify.annotations.Nullable;

/** What became of an ancillary meeting. All tell the same of it; only a promotion has a place. */
public sealed interface MeetingEvent {

    /** Whom to write to. */
    record Contact(String name, String email) {}

    /** When and where. */
    record PlaceTaken(Instant slotStart, Instant slotEnd, String room) {}

    @WireName("event.ancillary-meeting-reconfirmed.v1")
    record Reconfirmed(
            String ancillaryMeetingId,
            String congressId,
            String code,
            String title,
            String organisation,
            Contact contact,
            Mode mode)
            implements MeetingEvent {}

    @WireName("event.ancillary-meeting-declined.v1")
    record Declined(
            String ancillaryMeetingId,
            String congressId,
            String code,
            String title,
            String organisation,
            Contact contact,
            Mode mode)
            implements MeetingEvent {}

    @WireName("event.ancillary-meeting-expired.v1")
    record Expired(
            String ancillaryMeetingId,
            String congressId,
            String code,
            String title,
            String organisation,
            Contact contact,
            Mode mode)
            implements MeetingEvent {}

    @WireName("event.ancillary-meeting-promoted.v1")
    record Promoted(
            String ancillaryMeetingId,
            String congressId,
            String code,
            String title,
            String organisation,
            Contact contact,
            Mode mode,
            @Nullable PlaceTaken place)
            implements MeetingEvent {}

    @WireName("event.ancillary-meeting-cancelled.v1")
    record Cancelled(
            String ancillaryMeetingId,
            String congressId,
            String code,
            String title,
            String organisation,
            Contact contact,
            Mode mode)
            implements MeetingEvent {}

    static Reconfirmed reconfirmed(String id, Dossier of) {
        return new Reconfirmed(
                id, of.congressId(), of.code(), of.title(), of.organisation().name(), contact(of), of.mode());
    }

    static Declined declined(String id, Dossier of) {
        return new Declined(
                id, of.congressId(), of.code(), of.title(), of.organisation().name(), contact(of), of.mode());
    }

    static Expired expired(String id, Dossier of) {
        return new Expired(
                id, of.congressId(), of.code(), of.title(), of.organisation().name(), contact(of), of.mode());
    }

    static Promoted promoted(String id, Dossier of, @Nullable PlaceTaken place) {
        return new Promoted(
                id, of.congressId(), of.code(), of.title(), of.organisation().name(), contact(of), of.mode(), place);
    }

    static Cancelled cancelled(String id, Dossier of) {
        return new Cancelled(
                id, of.congressId(), of.code(), of.title(), of.organisation().name(), contact(of), of.mode());
    }

    private static Contact contact(Dossier of) {
        return new Contact(of.contact().name(), of.contact().email());
    }
}
