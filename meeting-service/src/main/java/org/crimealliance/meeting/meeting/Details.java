package org.crimealliance.meeting.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.meeting.series.Series;
import org.jspecify.annotations.Nullable;

/**
 * What every state of a meeting has.
 *
 * @param uid of its calendar entry, the same for life
 * @param sequence of its calendar entry: 0 at first, one more with every change that calendars must take over
 * @param invitationsSentAt since when whoever joins the audience is invited too; absent until invitations went out
 */
public record Details(
        String meetingId,
        SeriesRef series,
        String uid,
        String title,
        Schedule schedule,
        Place place,
        int sequence,
        List<Guest> guests,
        @Nullable Instant invitationsSentAt) {

    public Details {
        guests = List.copyOf(guests);
    }

    /** The series as it was when the meeting was announced; a series never changes. */
    public record SeriesRef(String seriesId, String key, String name, Series.Kind kind, Series.Audience audience) {

        static SeriesRef of(Series series) {
            return new SeriesRef(series.seriesId(), series.key(), series.name(), series.kind(), series.audience());
        }
    }

    Details nextSequence() {
        return new Details(meetingId, series, uid, title, schedule, place, sequence + 1, guests, invitationsSentAt);
    }

    Details at(Schedule newSchedule) {
        return new Details(meetingId, series, uid, title, newSchedule, place, sequence + 1, guests, invitationsSentAt);
    }

    Details with(Guest guest) {
        if (guests.stream().anyMatch(known -> known.guestId().equals(guest.guestId()))) {
            return this;
        }
        List<Guest> all = new ArrayList<>(guests);
        all.add(guest);
        return new Details(meetingId, series, uid, title, schedule, place, sequence, all, invitationsSentAt);
    }

    Details invitedAt(Instant at) {
        return invitationsSentAt != null
                ? this
                : new Details(meetingId, series, uid, title, schedule, place, sequence, guests, at);
    }
}
