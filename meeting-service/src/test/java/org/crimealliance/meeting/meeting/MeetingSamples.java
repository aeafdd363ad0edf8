package org.crimealliance.meeting.meeting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.meeting.series.Series;

/** Meetings of an hour and a half in Vienna, for tests. */
public final class MeetingSamples {

    public static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private MeetingSamples() {}

    public static Meeting tentative(String seriesId, Series.Kind kind, String localStart) {
        return Meeting.announce(details(seriesId, kind, localStart), true).next();
    }

    public static Meeting confirmed(String seriesId, Series.Kind kind, String localStart) {
        return Meeting.announce(details(seriesId, kind, localStart), false).next();
    }

    static Details details(String seriesId, Series.Kind kind, String localStart) {
        return new Details(
                "m1",
                new Details.SeriesRef(seriesId, "key", "Meetings", kind, Series.Audience.ALL_MEMBERS),
                "m1@meetings.alliance",
                "Informal meeting",
                new Schedule(at(localStart), at(localStart).plusSeconds(5400), VIENNA),
                new Place(Place.Kind.ONLINE, "Video conference", null),
                0,
                List.of(),
                null);
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(VIENNA).toInstant();
    }
}
