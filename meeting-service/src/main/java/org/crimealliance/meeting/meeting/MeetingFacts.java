package org.crimealliance.meeting.meeting;

import java.time.Instant;
import org.crimealliance.meeting.series.Series;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as other services are told of it.
 *
 * @param number only once it is held
 * @param status tentative, confirmed, held or cancelled; one in session is confirmed
 * @param zone an IANA name
 */
public record MeetingFacts(
        String meetingId,
        String uid,
        SeriesFacts series,
        String title,
        int year,
        @Nullable Integer number,
        String status,
        Instant start,
        Instant end,
        String zone,
        Place place,
        int sequence) {

    /** The series it belongs to. */
    public record SeriesFacts(String id, String key, String name, Series.Kind kind) {}

    public static MeetingFacts of(Meeting meeting) {
        Details details = meeting.details();
        return new MeetingFacts(
                details.meetingId(),
                details.uid(),
                new SeriesFacts(
                        details.series().seriesId(),
                        details.series().key(),
                        details.series().name(),
                        details.series().kind()),
                details.title(),
                details.schedule().year(),
                meeting.number(),
                meeting instanceof Meeting.InSession ? "confirmed" : meeting.status(),
                details.schedule().start(),
                details.schedule().end(),
                details.schedule().zone().getId(),
                details.place(),
                details.sequence());
    }
}
