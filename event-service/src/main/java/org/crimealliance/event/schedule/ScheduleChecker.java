package org.crimealliance.event.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crimealliance.event.congress.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Checks a finished schedule against the hard rules, knowing nothing of how it was made: it shares no code and no data with
 * the solver, works on moments instead of slot numbers, and compares every pair.
 */
final class ScheduleChecker {

    /** A rule that is broken. */
    enum Rule {
        NO_SUCH_PLACE,
        PLACE_TAKEN_TWICE,
        MEETING_PLACED_TWICE,
        NOT_ENTITLED,
        WRONG_KIND_OF_PLACE,
        PERSON_IN_TWO_MEETINGS,
        UNAVAILABLE_DAY,
        NOT_PLACED
    }

    /** A broken rule, and whom it concerns, in words. */
    record Conflict(Rule rule, List<String> meetingIds, String text) {}

    /** A place that the congress really has. */
    record RealPlace(Instant start, Instant end, String room, Mode kind) {}

    /** A meeting that may, and should, be in the programme. */
    record Entitled(String meetingId, String code, Mode kind, List<String> personIds, List<LocalDate> notOn) {}

    /** A line of the schedule. */
    record Line(String meetingId, Instant start, Instant end, String room) {}

    record Verdict(int checked, List<Conflict> conflicts) {}

    private final ZoneId zone;
    private final Collection<RealPlace> places;
    private final Map<String, Entitled> entitled = new TreeMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private ScheduleChecker(ZoneId zone, Collection<RealPlace> places, Collection<Entitled> entitled) {
        this.zone = zone;
        this.places = places;
        entitled.forEach(meeting -> this.entitled.put(meeting.meetingId(), meeting));
    }

    static Verdict check(
            ZoneId zone, Collection<RealPlace> places, Collection<Entitled> entitled, List<Line> schedule) {
        ScheduleChecker checker = new ScheduleChecker(zone, places, entitled);
        schedule.forEach(checker::alone);
        for (int i = 0; i < schedule.size(); i++) {
            for (int k = i + 1; k < schedule.size(); k++) {
                checker.pair(schedule.get(i), schedule.get(k));
            }
        }
        checker.missing(schedule);
        return new Verdict(schedule.size(), List.copyOf(checker.conflicts));
    }

    private void alone(Line line) {
        Entitled meeting = entitled.get(line.meetingId());
        RealPlace place = find(line);
        if (place == null) {
            found(Rule.NO_SUCH_PLACE, "the congress has no place " + line.room() + " at " + line.start(), line);
        }
        if (meeting == null) {
            found(Rule.NOT_ENTITLED, line.meetingId() + " has a place and is not to have one", line);
            return;
        }
        if (place != null && place.kind() != meeting.kind()) {
            found(
                    Rule.WRONG_KIND_OF_PLACE,
                    meeting.code() + " is " + meeting.kind().word() + " and " + line.room() + " is not",
                    line);
        }
        // the congress's days that the meeting touches; half-open, so its last moment is not part of it
        LocalDate first = line.start().atZone(zone).toLocalDate();
        LocalDate last = line.end().minusMillis(1).atZone(zone).toLocalDate();
        for (LocalDate day : meeting.notOn()) {
            if (!day.isBefore(first) && !day.isAfter(last)) {
                found(Rule.UNAVAILABLE_DAY, meeting.code() + " cannot be held on " + day, line);
            }
        }
    }

    private @Nullable RealPlace find(Line line) {
        for (RealPlace place : places) {
            if (place.room().equals(line.room())
                    && place.start().equals(line.start())
                    && place.end().equals(line.end())) {
                return place;
            }
        }
        return null;
    }

    private void pair(Line one, Line other) {
        if (one.meetingId().equals(other.meetingId())) {
            found(Rule.MEETING_PLACED_TWICE, name(one) + " stands in the schedule twice", one, other);
            return;
        }
        boolean sameTime = one.start().isBefore(other.end()) && other.start().isBefore(one.end());
        if (!sameTime) {
            return;
        }
        if (one.room().equals(other.room())) {
            found(
                    Rule.PLACE_TAKEN_TWICE,
                    name(one) + " and " + name(other) + " are both in " + one.room() + " at " + one.start(),
                    one,
                    other);
        }
        Entitled a = entitled.get(one.meetingId());
        Entitled b = entitled.get(other.meetingId());
        if (a != null && b != null) {
            for (String person : a.personIds()) {
                if (b.personIds().contains(person)) {
                    found(
                            Rule.PERSON_IN_TWO_MEETINGS,
                            "person " + person + " is in " + a.code() + " and " + b.code() + " at " + one.start(),
                            one,
                            other);
                }
            }
        }
    }

    private void missing(List<Line> schedule) {
        for (Entitled meeting : entitled.values()) {
            boolean placed = false;
            for (Line line : schedule) {
                placed |= line.meetingId().equals(meeting.meetingId());
            }
            if (!placed) {
                conflicts.add(new Conflict(
                        Rule.NOT_PLACED,
                        List.of(meeting.meetingId()),
                        meeting.code() + " was selected and has no place"));
            }
        }
    }

    private String name(Line line) {
        Entitled meeting = entitled.get(line.meetingId());
        return meeting == null ? line.meetingId() : meeting.code();
    }

    private void found(Rule rule, String text, Line... lines) {
        List<String> ids = new ArrayList<>();
        for (Line line : lines) {
            ids.add(line.meetingId());
        }
        conflicts.add(new Conflict(rule, List.copyOf(ids), text));
    }
}
