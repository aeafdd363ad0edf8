package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.ScheduleChecker.Entitled;
import org.crimealliance.event.schedule.ScheduleChecker.Line;
import org.crimealliance.event.schedule.ScheduleChecker.RealPlace;
import org.crimealliance.event.schedule.ScheduleChecker.Rule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A good schedule is broken in every way there is; the checker must find each. */
class ScheduleCheckerTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final long SEED = 20210307;

    private static Facts facts = Plans.facts(Plans.kyoto());
    private static List<Line> good = List.of();

    @BeforeAll
    static void solve() {
        facts = Plans.meetings(Plans.kyoto(), 60, 40, 11);
        List<String> ids = facts.meetings().keySet().stream().sorted().toList();
        Problem problem = Problem.of(Plans.schedule(ids, List.of(), List.of()), facts);
        List<Entry> entries =
                problem.entries(new Solver(problem, 7, Solver.CHUNK).start().best());
        good = Plans.lines(facts.grid(), entries);
    }

    @Test
    void a_good_schedule_has_no_conflict() {
        assertThat(verdict(good).conflicts()).isEmpty();
        assertThat(verdict(good).checked()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void every_way_to_break_it_is_found(Rule rule) {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            List<Line> broken = new ArrayList<>(good);
            breakIt(rule, broken, random);
            assertThat(verdict(broken).conflicts())
                    .as("seed %d, round %d", SEED, round)
                    .extracting(ScheduleChecker.Conflict::rule)
                    .contains(rule);
        }
    }

    private static void breakIt(Rule rule, List<Line> lines, Random random) {
        Line line = lines.get(random.nextInt(lines.size()));
        switch (rule) {
            case NO_SUCH_PLACE ->
                lines.set(
                        lines.indexOf(line),
                        random.nextBoolean()
                                ? new Line(line.meetingId(), line.start(), line.end(), "The garden")
                                : new Line(line.meetingId(), line.start().plusSeconds(1), line.end(), line.room()));
            case PLACE_TAKEN_TWICE -> {
                Line other = other(lines, line, random);
                lines.set(lines.indexOf(other), new Line(other.meetingId(), line.start(), line.end(), line.room()));
            }
            case MEETING_PLACED_TWICE -> {
                Line other = other(lines, line, random);
                lines.add(new Line(line.meetingId(), other.start(), other.end(), other.room()));
            }
            case NOT_ENTITLED -> lines.add(new Line("stranger", line.start(), line.end(), line.room()));
            case NOT_PLACED -> lines.remove(line);
            case WRONG_KIND_OF_PLACE -> {
                boolean hybrid = line.room().startsWith("Room");
                lines.set(
                        lines.indexOf(line),
                        new Line(line.meetingId(), line.start(), line.end(), hybrid ? "Channel 1" : "Room 1"));
            }
            case PERSON_IN_TWO_MEETINGS -> {
                Line one = lines.stream()
                        .filter(l -> lines.stream().anyMatch(k -> share(l, k)))
                        .skip(random.nextInt(5))
                        .findFirst()
                        .orElseThrow();
                Line other =
                        lines.stream().filter(k -> share(one, k)).findFirst().orElseThrow();
                lines.set(lines.indexOf(other), new Line(other.meetingId(), one.start(), one.end(), other.room()));
            }
            case UNAVAILABLE_DAY -> {
                Line restricted = lines.stream()
                        .filter(l -> !facts.meeting(l.meetingId()).unavailable().isEmpty())
                        .skip(random.nextInt(20))
                        .findFirst()
                        .orElseThrow();
                LocalDate day = facts.meeting(restricted.meetingId())
                        .unavailable()
                        .iterator()
                        .next();
                Instant start = day.atTime(9, 0).atZone(TOKYO).toInstant();
                lines.set(
                        lines.indexOf(restricted),
                        new Line(restricted.meetingId(), start, start.plus(Duration.ofMinutes(75)), restricted.room()));
            }
        }
    }

    @Test
    void times_are_half_open() {
        Instant nine = Instant.parse("2021-03-07T00:00:00Z");
        Instant ten = nine.plusSeconds(3600);
        Instant eleven = ten.plusSeconds(3600);
        List<RealPlace> places = List.of(
                new RealPlace(nine, ten, "Room 1", Mode.HYBRID), new RealPlace(ten, eleven, "Room 1", Mode.HYBRID));
        List<Entitled> entitled = List.of(
                new Entitled("a", "A", Mode.HYBRID, List.of("p"), List.of()),
                new Entitled("b", "B", Mode.HYBRID, List.of("p"), List.of()));
        assertThat(ScheduleChecker.check(
                                TOKYO,
                                places,
                                entitled,
                                List.of(new Line("a", nine, ten, "Room 1"), new Line("b", ten, eleven, "Room 1")))
                        .conflicts())
                .isEmpty();
    }

    @Test
    void a_conflict_is_told_in_words_and_by_whom_it_concerns() {
        Instant nine = Instant.parse("2021-03-07T00:00:00Z");
        Instant ten = nine.plusSeconds(3600);
        List<RealPlace> places = List.of(new RealPlace(nine, ten, "Room 1", Mode.HYBRID));
        List<Entitled> entitled = List.of(
                new Entitled("a", "A", Mode.HYBRID, List.of("p"), List.of()),
                new Entitled("b", "B", Mode.VIRTUAL, List.of("p"), List.of(LocalDate.of(2021, 3, 7))),
                new Entitled("c", "C", Mode.HYBRID, List.of(), List.of()));
        List<Line> lines = List.of(
                new Line("a", nine, ten, "Room 1"),
                new Line("b", nine, ten, "Room 1"),
                new Line("x", nine, ten, "Garden"),
                new Line("x", nine, ten, "Garden"));
        assertThat(ScheduleChecker.check(TOKYO, places, entitled, lines).conflicts())
                .extracting(conflict -> conflict.meetingIds() + " " + conflict.text())
                .containsExactlyInAnyOrder(
                        "[b] B is virtual and Room 1 is not",
                        "[b] B cannot be held on 2021-03-07",
                        "[x] the congress has no place Garden at 2021-03-07T00:00:00Z",
                        "[x] the congress has no place Garden at 2021-03-07T00:00:00Z",
                        "[x] x has a place and is not to have one",
                        "[x] x has a place and is not to have one",
                        "[a, b] A and B are both in Room 1 at 2021-03-07T00:00:00Z",
                        "[a, b] person p is in A and B at 2021-03-07T00:00:00Z",
                        "[x, x] x stands in the schedule twice",
                        "[c] C was selected and has no place");
    }

    @Test
    void days_are_the_congress_s_days() {
        // 23:30 of the 6th in UTC is the morning of the 7th in Tokyo
        Instant start = Instant.parse("2021-03-06T23:30:00Z");
        Instant end = start.plusSeconds(3600);
        List<RealPlace> places = List.of(new RealPlace(start, end, "Room 1", Mode.HYBRID));
        assertThat(ScheduleChecker.check(
                                TOKYO,
                                places,
                                List.of(new Entitled(
                                        "a", "A", Mode.HYBRID, List.of(), List.of(LocalDate.of(2021, 3, 6)))),
                                List.of(new Line("a", start, end, "Room 1")))
                        .conflicts())
                .isEmpty();
        assertThat(ScheduleChecker.check(
                                TOKYO,
                                places,
                                List.of(new Entitled(
                                        "a", "A", Mode.HYBRID, List.of(), List.of(LocalDate.of(2021, 3, 7)))),
                                List.of(new Line("a", start, end, "Room 1")))
                        .conflicts())
                .hasSize(1);
    }

    private static ScheduleChecker.Verdict verdict(List<Line> lines) {
        List<RealPlace> places = new ArrayList<>();
        facts.grid()
                .slots()
                .forEach(slot -> facts.grid()
                        .rooms()
                        .forEach(
                                room -> places.add(new RealPlace(slot.start(), slot.end(), room.name(), room.mode()))));
        List<Entitled> entitled = facts.meetings().values().stream()
                .map(m ->
                        new Entitled(m.id(), m.code(), m.mode(), List.copyOf(m.people()), List.copyOf(m.unavailable())))
                .toList();
        return ScheduleChecker.check(TOKYO, places, entitled, lines);
    }

    private static Line other(List<Line> lines, Line not, Random random) {
        Line other = lines.get(random.nextInt(lines.size()));
        return other.equals(not) ? other(lines, not, random) : other;
    }

    private static boolean share(Line one, Line other) {
        return !one.meetingId().equals(other.meetingId())
                && facts.meeting(one.meetingId()).sharesSomebodyWith(facts.meeting(other.meetingId()));
    }
}
