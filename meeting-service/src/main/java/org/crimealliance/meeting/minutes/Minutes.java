package org.crimealliance.meeting.minutes;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/**
 * The minutes of one meeting. Every save says upon which revision it was written, so that nobody overwrites a line they
 * have not seen. Circulated minutes that are changed are a draft again; approved ones are locked.
 */
sealed interface Minutes {

    /** The version that approval locks. */
    int FIRST_VERSION = 1;

    String meetingId();

    int revision();

    Content content();

    /** Being written. */
    @TypeAlias("minutes-draft")
    record Draft(String meetingId, int revision, Content content) implements Minutes {}

    /** Sent to everybody who was invited, as it was then. */
    @TypeAlias("minutes-circulated")
    record Circulated(String meetingId, int revision, Content content, MinutesDocument document, Instant circulatedAt)
            implements Minutes {}

    /** Approved by a later meeting of the series; never changes again. */
    @TypeAlias("minutes-approved")
    record Approved(
            String meetingId,
            int revision,
            Content content,
            MinutesDocument document,
            int version,
            String approvedAtMeetingId,
            Instant approvedAt)
            implements Minutes {}

    /** Somebody who gets the minutes. */
    record Recipient(String id, String name, String email) {}

    /** A file in an event: at most 512 kB. */
    record File(String fileName, String mediaType, String base64) {}

    @WireName("meeting.minutes-circulated.v1")
    record MinutesCirculated(String meetingId, String title, int version, List<Recipient> recipients, File document) {}

    @WireName("meeting.minutes-approved.v1")
    record MinutesApproved(String meetingId, String title, int version, List<Recipient> recipients, File document) {}

    static Minutes begin(String meetingId) {
        return new Draft(meetingId, 0, Content.EMPTY);
    }

    /** Upon the revision that was read; writing what stands there already changes nothing. */
    default Outcome<Change<Minutes>> save(int upon, Content text) {
        if (this instanceof Approved) {
            return locked();
        }
        if (text.equals(content())) {
            return Outcome.done(Change.to(this));
        }
        if (upon != revision()) {
            return Outcome.refused(Refusal.conflict(
                    "stale-revision",
                    "Somebody else has written since. Both texts are here: put them together, then save again."));
        }
        return Outcome.done(Change.to(new Draft(meetingId(), revision() + 1, text)));
    }

    /** Sends the revision that was printed. Again: nothing changes. */
    default Outcome<Change<Minutes>> circulate(
            int printed, MinutesDocument document, List<Recipient> recipients, File file, Instant at) {
        return switch (this) {
            case Approved approved -> locked();
            case Circulated circulated -> Outcome.done(Change.to(this));
            case Draft(String meetingId, int revision, Content content) ->
                revision != printed
                        ? Outcome.refused(Refusal.conflict(
                                "stale-revision",
                                "Somebody wrote while the minutes were printed. Circulate them again."))
                        : Outcome.done(Change.to(
                                new Circulated(meetingId, revision, content, document, at),
                                new MinutesCirculated(meetingId, document.name(), FIRST_VERSION, recipients, file)));
        };
    }

    default Outcome<Change<Minutes>> approve(String atMeetingId, List<Recipient> recipients, File file, Instant at) {
        return switch (this) {
            case Draft draft ->
                Outcome.refused(Refusal.conflict(
                        "not-circulated",
                        "Minutes are circulated first, so that everybody can read what is approved."));
            case Approved approved ->
                approved.approvedAtMeetingId().equals(atMeetingId) ? Outcome.done(Change.to(this)) : locked();
            case Circulated(
                    String meetingId,
                    int revision,
                    Content content,
                    MinutesDocument document,
                    Instant circulatedAt) ->
                Outcome.done(Change.to(
                        new Approved(meetingId, revision, content, document, FIRST_VERSION, atMeetingId, at),
                        new MinutesApproved(meetingId, document.name(), FIRST_VERSION, recipients, file)));
        };
    }

    private static <T> Outcome<T> locked() {
        return Outcome.refused(
                Refusal.conflict("minutes-approved", "The minutes are approved: version 1 never changes."));
    }
}
