package org.crimealliance.event.selection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.crimealliance.event.congress.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a place. The order: an organisation's first meeting before any organisation's second; regions in turn, and
 * within a region themes in turn; the original time of application; the id. Each mode has its own places; who does not get
 * one waits in the same order. The same input gives the same output, to the byte.
 */
final class Selection {

    /** A reconfirmed meeting. */
    record Candidate(
            String meetingId,
            String code,
            String title,
            Mode mode,
            String organisationId,
            String region,
            String theme,
            Instant appliedAt) {}

    /** What came of it. */
    enum Result {
        @JsonProperty("selected")
        SELECTED,
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("not-reconfirmed")
        NOT_RECONFIRMED
    }

    /**
     * @param rank its place in the whole order, from 1; absent if it was not reconfirmed
     * @param waitingNumber its place on the waiting list of its mode, from 1
     */
    record Decision(
            String ancillaryMeetingId,
            String code,
            String title,
            Mode mode,
            Result outcome,
            @Nullable Integer rank,
            @Nullable Integer waitingNumber,
            String reason) {}

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm '(UTC)'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Comparator<Candidate> BY_APPLICATION =
            Comparator.comparing(Candidate::appliedAt).thenComparing(Candidate::meetingId);

    private Selection() {}

    static List<Decision> of(List<Candidate> candidates, Map<Mode, Integer> places) {
        List<Decision> decisions = new ArrayList<>();
        Map<Mode, Integer> taken = new EnumMap<>(Mode.class);
        Map<Mode, Integer> waiting = new EnumMap<>(Mode.class);
        int rank = 0;
        for (Ranked ranked : order(candidates)) {
            rank++;
            Candidate candidate = ranked.candidate();
            Mode mode = candidate.mode();
            int all = places.getOrDefault(mode, 0);
            String why = "its organisation's meeting number " + ranked.round() + ", region "
                    + (candidate.region().isBlank() ? "not given" : candidate.region()) + ", applied for on "
                    + DAY.format(candidate.appliedAt());
            if (taken.getOrDefault(mode, 0) < all) {
                taken.merge(mode, 1, Integer::sum);
                decisions.add(new Decision(
                        candidate.meetingId(),
                        candidate.code(),
                        candidate.title(),
                        mode,
                        Result.SELECTED,
                        rank,
                        null,
                        "Rank " + rank + ": " + why + "."));
            } else {
                int number = waiting.merge(mode, 1, Integer::sum);
                decisions.add(new Decision(
                        candidate.meetingId(),
                        candidate.code(),
                        candidate.title(),
                        mode,
                        Result.WAITING,
                        rank,
                        number,
                        "Rank " + rank + ": " + why + "; the " + all + " " + mode.word()
                                + " places went to meetings before it; number " + number + " on the waiting list."));
            }
        }
        return List.copyOf(decisions);
    }

    private record Ranked(Candidate candidate, int round) {}

    private static List<Ranked> order(List<Candidate> candidates) {
        Map<Integer, List<Candidate>> rounds = new TreeMap<>();
        Map<String, Integer> soFar = new TreeMap<>();
        candidates.stream()
                .sorted(BY_APPLICATION)
                .forEach(candidate -> rounds.computeIfAbsent(
                                soFar.merge(candidate.organisationId(), 1, Integer::sum), round -> new ArrayList<>())
                        .add(candidate));
        List<Ranked> order = new ArrayList<>();
        rounds.forEach((round, members) -> inTurn(
                        members, Candidate::region, region -> inTurn(region, Candidate::theme, Function.identity()))
                .forEach(candidate -> order.add(new Ranked(candidate, round))));
        return order;
    }

    /** One of each group after the other, the groups in the order of their first application. */
    private static List<Candidate> inTurn(
            List<Candidate> members,
            Function<Candidate, String> group,
            Function<List<Candidate>, List<Candidate>> within) {
        Map<String, List<Candidate>> groups = new java.util.LinkedHashMap<>();
        members.stream()
                .sorted(BY_APPLICATION)
                .forEach(candidate -> groups.computeIfAbsent(group.apply(candidate), key -> new ArrayList<>())
                        .add(candidate));
        Deque<Deque<Candidate>> queues = new ArrayDeque<>();
        groups.values().forEach(queue -> queues.add(new ArrayDeque<>(within.apply(queue))));
        List<Candidate> order = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<Candidate> queue = queues.removeFirst();
            order.add(queue.removeFirst());
            if (!queue.isEmpty()) {
                queues.addLast(queue);
            }
        }
        return order;
    }
}
