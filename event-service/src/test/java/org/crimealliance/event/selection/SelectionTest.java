package org.crimealliance.event.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.selection.Selection.Candidate;
import org.crimealliance.event.selection.Selection.Decision;
import org.crimealliance.event.selection.Selection.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final Map<Mode, Integer> KYOTO = Map.of(Mode.HYBRID, 100, Mode.VIRTUAL, 60);

    @ParameterizedTest
    @CsvSource({"105,66,100,60,11", "101,60,100,60,1", "100,60,100,60,0", "80,91,80,60,31", "171,0,100,0,71"})
    void each_mode_has_its_own_places(int hybrid, int virtual, int hybridSelected, int virtualSelected, int waiting) {
        List<Decision> decisions = Selection.of(candidates(hybrid, virtual, 1), KYOTO);
        assertThat(selected(decisions, Mode.HYBRID)).isEqualTo(hybridSelected);
        assertThat(selected(decisions, Mode.VIRTUAL)).isEqualTo(virtualSelected);
        assertThat(decisions.stream().filter(d -> d.outcome() == Result.WAITING).count())
                .isEqualTo(waiting);
        assertThat(decisions).allSatisfy(d -> assertThat(d.reason()).startsWith("Rank " + d.rank() + ":"));
    }

    @Test
    void the_order_of_the_input_does_not_matter() {
        List<Candidate> candidates = candidates(105, 66, 2);
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(Selection.of(shuffled, KYOTO)).isEqualTo(Selection.of(candidates, KYOTO));
    }

    @Test
    void an_organisations_first_meeting_comes_before_any_organisations_second() {
        List<Decision> decisions = Selection.of(
                List.of(
                        candidate("a1", "A", "Asia", "2019-01-01"),
                        candidate("a2", "A", "Asia", "2019-01-02"),
                        candidate("b1", "B", "Asia", "2019-06-01")),
                KYOTO);
        assertThat(decisions).extracting(Decision::ancillaryMeetingId).containsExactly("a1", "b1", "a2");
    }

    @Test
    void regions_come_in_turn() {
        List<Decision> decisions = Selection.of(
                List.of(
                        candidate("e1", "E1", "Europe", "2019-01-01"),
                        candidate("e2", "E2", "Europe", "2019-01-02"),
                        candidate("e3", "E3", "Europe", "2019-01-03"),
                        candidate("k1", "K1", "Africa", "2019-05-01")),
                KYOTO);
        assertThat(decisions).extracting(Decision::ancillaryMeetingId).containsExactly("e1", "k1", "e2", "e3");
    }

    @Test
    void the_time_of_application_then_the_id_decide_the_rest() {
        List<Decision> decisions = Selection.of(
                List.of(
                        candidate("b", "B", "Asia", "2019-01-02"),
                        candidate("c", "C", "Asia", "2019-01-01"),
                        candidate("a", "A", "Asia", "2019-01-02")),
                KYOTO);
        assertThat(decisions).extracting(Decision::ancillaryMeetingId).containsExactly("c", "a", "b");
    }

    @Test
    void within_a_region_themes_come_in_turn() {
        List<Candidate> candidates = List.of(
                themed("y1", "Youth", "2019-01-01"),
                themed("y2", "Youth", "2019-01-02"),
                themed("y3", "Youth", "2019-01-03"),
                themed("j1", "Justice", "2019-05-01"));
        assertThat(Selection.of(candidates, KYOTO))
                .extracting(Decision::ancillaryMeetingId)
                .containsExactly("y1", "j1", "y2", "y3");
    }

    @Test
    void every_decision_says_why() {
        List<Candidate> candidates = List.of(
                candidate("a", "A", "Asia", "2019-01-01"),
                candidate("b", "A", " ", "2019-01-02"),
                candidate("c", "A", "Asia", "2019-01-03"));
        assertThat(Selection.of(candidates, Map.of(Mode.HYBRID, 1)))
                .containsExactly(
                        new Decision(
                                "a",
                                "a",
                                "a",
                                Mode.HYBRID,
                                Result.SELECTED,
                                1,
                                null,
                                "Rank 1: its organisation's meeting number 1, region Asia,"
                                        + " applied for on 1 January 2019, 00:00 (UTC)."),
                        new Decision(
                                "b",
                                "b",
                                "b",
                                Mode.HYBRID,
                                Result.WAITING,
                                2,
                                1,
                                "Rank 2: its organisation's meeting number 2, region not given,"
                                        + " applied for on 2 January 2019, 00:00 (UTC);"
                                        + " the 1 hybrid places went to meetings before it;"
                                        + " number 1 on the waiting list."),
                        new Decision(
                                "c",
                                "c",
                                "c",
                                Mode.HYBRID,
                                Result.WAITING,
                                3,
                                2,
                                "Rank 3: its organisation's meeting number 3, region Asia,"
                                        + " applied for on 3 January 2019, 00:00 (UTC);"
                                        + " the 1 hybrid places went to meetings before it;"
                                        + " number 2 on the waiting list."));
    }

    private static Candidate themed(String id, String theme, String appliedOn) {
        return new Candidate(
                id, id, id, Mode.HYBRID, "O-" + id, "Asia", theme, Instant.parse(appliedOn + "T00:00:00Z"));
    }

    private static Candidate candidate(String id, String organisation, String region, String appliedOn) {
        return new Candidate(
                id, id, id, Mode.HYBRID, organisation, region, "Youth", Instant.parse(appliedOn + "T00:00:00Z"));
    }

    private static List<Candidate> candidates(int hybrid, int virtual, long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < hybrid + virtual; i++) {
            candidates.add(new Candidate(
                    "m%03d".formatted(i),
                    "AM-" + i,
                    "Meeting " + i,
                    i < hybrid ? Mode.HYBRID : Mode.VIRTUAL,
                    "O" + random.nextInt(100),
                    "R" + random.nextInt(5),
                    "T" + random.nextInt(5),
                    Instant.parse("2019-01-01T00:00:00Z").plusSeconds(random.nextInt(1000) * 3600L)));
        }
        return candidates;
    }

    private static long selected(List<Decision> decisions, Mode mode) {
        return decisions.stream()
                .filter(d -> d.mode() == mode && d.outcome() == Result.SELECTED)
                .count();
    }
}
