package org.crimealliance.event.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Who has which place of a congress, who waits for one, and who is still to be told of a promotion: one document, so that
 * freeing a place and giving it to the next is one write, and no two meetings can ever have one place.
 *
 * @param chosen the meetings that are to have a place, in the selection's order, then as they were promoted
 * @param waiting the waiting list, in order; each mode moves up by itself
 * @param promotions promotions that the meetings concerned do not know of yet
 * @param notes what was decided here and why, the latest last
 * @param solvedBy the job whose plan this is, before later changes
 * @param selection which selection it was taken from, with its reasons; none before one is made
 */
public record Schedule(
        String congressId,
        List<String> chosen,
        List<Waiting> waiting,
        List<Entry> entries,
        List<Promotion> promotions,
        List<Note> notes,
        @Nullable String solvedBy,
        @Nullable String selection) {

    private static final int MAX_NOTES = 1000;
    static final int MOST_WAITING = 10_000;

    /** A meeting on the waiting list. */
    public record Waiting(String meetingId, Mode mode) {}

    /**
     * A meeting at its place.
     *
     * @param slot the slot's index in the grid
     * @param pinned whether solver and repairs must leave it where it is
     */
    public record Entry(String meetingId, int slot, String room, boolean pinned) {
        Entry to(int newSlot, String newRoom) {
            return new Entry(meetingId, newSlot, newRoom, pinned);
        }

        boolean isAt(int otherSlot, String otherRoom) {
            return slot == otherSlot && room.equals(otherRoom);
        }
    }

    /**
     * A meeting came from the waiting list, to a place or, before there is a plan, to the chosen.
     *
     * @param cause of the other meeting's leaving: the promotion belongs to it, however much later it is told
     */
    public record Promotion(
            String meetingId,
            @Nullable Integer slot,
            @Nullable String room,
            @Nullable Provenance cause) {}

    /** Something that was decided, in words. */
    public record Note(Instant at, String meetingId, String text) {}

    public Schedule {
        chosen = List.copyOf(chosen);
        waiting = List.copyOf(waiting);
        entries = List.copyOf(entries);
        promotions = List.copyOf(promotions);
        notes = List.copyOf(notes.subList(Math.max(0, notes.size() - MAX_NOTES), notes.size()));
        Set<Object> places = new HashSet<>();
        Set<String> meetings = new HashSet<>();
        for (Entry entry : entries) {
            if (!places.add(List.of(entry.slot(), entry.room())) || !meetings.add(entry.meetingId())) {
                throw new IllegalArgumentException("one place, one meeting: " + entry);
            }
        }
    }

    static Schedule empty(String congressId) {
        return new Schedule(congressId, List.of(), List.of(), List.of(), List.of(), List.of(), null, null);
    }

    public Optional<Entry> entryOf(String meetingId) {
        return entries.stream()
                .filter(entry -> entry.meetingId().equals(meetingId))
                .findFirst();
    }

    Optional<Entry> entryAt(int slot, String room) {
        return entries.stream().filter(entry -> entry.isAt(slot, room)).findFirst();
    }

    /** Takes over a selection, unless there is a plan already. */
    Outcome<Schedule> select(String newSelection, List<String> newChosen, List<Waiting> newWaiting) {
        if (!entries.isEmpty()) {
            return Outcome.refused(Refusal.conflict(
                    "already-placed", "The selected meetings have their places; the selection cannot be made again."));
        }
        if (newWaiting.size() > MOST_WAITING) {
            return Outcome.refused(Refusal.conflict(
                    "too-many-waiting",
                    "At most %,d meetings can wait for a place, and %,d would. Withdraw some of them first."
                            .formatted(MOST_WAITING, newWaiting.size())));
        }
        return Outcome.done(
                new Schedule(congressId, newChosen, newWaiting, List.of(), promotions, notes, null, newSelection));
    }

    Schedule withEntries(List<Entry> next) {
        return new Schedule(congressId, chosen, waiting, next, promotions, notes, solvedBy, selection);
    }

    Schedule solved(String jobId, List<Entry> next) {
        return new Schedule(congressId, chosen, waiting, next, promotions, notes, jobId, selection);
    }

    Schedule noted(Instant at, String meetingId, String text) {
        List<Note> more = new ArrayList<>(notes);
        more.add(new Note(at, meetingId, text));
        return new Schedule(congressId, chosen, waiting, entries, promotions, more, solvedBy, selection);
    }

    /** Off every list. */
    Schedule without(String meetingId) {
        return new Schedule(
                congressId,
                chosen.stream().filter(id -> !id.equals(meetingId)).toList(),
                waiting.stream().filter(w -> !w.meetingId().equals(meetingId)).toList(),
                entries.stream()
                        .filter(entry -> !entry.meetingId().equals(meetingId))
                        .toList(),
                promotions.stream()
                        .filter(p -> !p.meetingId().equals(meetingId))
                        .toList(),
                notes,
                solvedBy,
                selection);
    }

    /** From the waiting list to the chosen and, where there is one, to a place. */
    Schedule promote(String meetingId, @Nullable Integer slot, @Nullable String room, Provenance cause) {
        List<String> nextChosen = new ArrayList<>(chosen);
        nextChosen.add(meetingId);
        List<Entry> nextEntries = new ArrayList<>(entries);
        if (slot != null && room != null) {
            nextEntries.add(new Entry(meetingId, slot, room, false));
        }
        List<Promotion> nextPromotions = new ArrayList<>(promotions);
        nextPromotions.add(new Promotion(meetingId, slot, room, cause));
        return new Schedule(
                congressId,
                nextChosen,
                waiting.stream().filter(w -> !w.meetingId().equals(meetingId)).toList(),
                nextEntries,
                nextPromotions,
                notes,
                solvedBy,
                selection);
    }

    Schedule told(Promotion promotion) {
        return new Schedule(
                congressId,
                chosen,
                waiting,
                entries,
                promotions.stream().filter(p -> !Objects.equals(p, promotion)).toList(),
                notes,
                solvedBy,
                selection);
    }

    List<String> waiting(Mode mode) {
        return waiting.stream()
                .filter(w -> w.mode() == mode)
                .map(Waiting::meetingId)
                .toList();
    }
}
