package org.crimealliance.meeting.meeting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.time.LocalMoment;
import org.jspecify.annotations.Nullable;

/** Times as people send them: an instant, a time with its offset, or a local time in the meeting's zone. */
final class MeetingTime {

    private static final Duration LONGEST = Duration.ofDays(14);

    private MeetingTime() {}

    static Outcome<Schedule> schedule(String start, String end, String zoneName) {
        ZoneId zone = zone(zoneName);
        if (zone == null) {
            return invalid("zone", "an IANA zone such as Europe/Vienna");
        }
        return schedule(start, end, zone);
    }

    static Outcome<Schedule> schedule(String start, String end, ZoneId zone) {
        return instant("start", start, zone)
                .flatMap(from -> instant("end", end, zone).flatMap(to -> schedule(from, to, zone)));
    }

    private static Outcome<Schedule> schedule(Instant from, Instant to, ZoneId zone) {
        if (!to.isAfter(from)) {
            return invalid("end", "after the start");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            return invalid("end", "at most 14 days after the start");
        }
        int year = from.atZone(zone).getYear();
        if (year < 1970 || year > 2199) {
            return invalid("start", "a date between 1970 and 2199");
        }
        return Outcome.done(new Schedule(from, to, zone));
    }

    /** The zone of that name; offsets are none, they do not know daylight saving. */
    static @Nullable ZoneId zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    }

    /** A local time that the clocks leap over, or that they show twice, is no moment yet; an offset says which. */
    private static Outcome<Instant> instant(String field, String text, ZoneId zone) {
        try {
            if (text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d$")) {
                return Outcome.done(OffsetDateTime.parse(text).toInstant());
            }
            return switch (LocalMoment.of(LocalDateTime.parse(text), zone)) {
                case LocalMoment.Once(Instant instant) -> Outcome.done(instant);
                case LocalMoment.Never never -> invalid(field, never.problem());
                case LocalMoment.Twice twice -> invalid(field, twice.problem());
            };
        } catch (DateTimeException e) {
            return invalid(field, "an instant such as 2020-12-07T14:30:00Z, or a local time in the meeting's zone");
        }
    }

    private static <T> Outcome<T> invalid(String field, String message) {
        return Outcome.refused(
                Refusal.invalid("invalid-input", "Some values are not acceptable.", new FieldProblem(field, message)));
    }
}
