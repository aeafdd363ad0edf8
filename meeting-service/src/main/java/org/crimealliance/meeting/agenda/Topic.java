package org.crimealliance.meeting.agenda;

import java.time.Instant;
import java.time.LocalDate;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Schedule;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Something that comes onto agendas by itself until it is settled: an application, minutes to approve, an item that was
 * not reached. It is on one agenda at a time.
 *
 * @param seriesId the series whose meetings deal with it; absent: any of the Board's
 * @param notBefore the meeting's date is this day or later
 * @param after the meeting begins after this moment
 * @param meetingId on whose agenda it is
 * @param settled whether that agenda shows it already; false while the step is to be done (again)
 */
record Topic(
        String topicId,
        State state,
        @Nullable String seriesId,
        Item.Kind kind,
        String title,
        @Nullable String speakerRole,
        @Nullable Integer minutes,
        Item.SubjectType subjectType,
        @Nullable String subjectId,
        LocalDate notBefore,
        Instant after,
        @Nullable String meetingId,
        boolean settled) {

    /** Waiting for a meeting, on an agenda, or dealt with. */
    enum State {
        WAITING,
        PLACED,
        DONE
    }

    static String ofApplication(String membershipId) {
        return Ids.derived("topic", "application", membershipId);
    }

    static String ofMinutes(String meetingId) {
        return Ids.derived("topic", "minutes", meetingId);
    }

    static String of(Item item) {
        return item.topicId() != null ? item.topicId() : Ids.derived("topic", "item", item.itemId());
    }

    String itemIdAt(String meeting) {
        return Ids.derived("agenda-item", topicId, meeting);
    }

    Item itemAt(String meeting) {
        return new Item(
                itemIdAt(meeting),
                kind,
                title,
                speakerRole,
                minutes,
                subjectType,
                subjectId,
                topicId,
                Item.Status.PLANNED);
    }

    boolean mayGoOn(Meeting meeting) {
        Schedule schedule = meeting.details().schedule();
        boolean mine = seriesId == null
                ? meeting.details().series().kind() == Series.Kind.BOARD
                : meeting.details().series().seriesId().equals(seriesId);
        return meeting.isAhead()
                && mine
                && !schedule.date().isBefore(notBefore)
                && schedule.start().isAfter(after);
    }
}
