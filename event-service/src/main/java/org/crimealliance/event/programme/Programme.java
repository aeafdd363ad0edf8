package org.crimealliance.event.programme;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.event.congress.Mode;
import org.jspecify.annotations.Nullable;

/**
 * One published version of a congress's programme. It is never changed; a correction is a new version.
 *
 * @param version counts from 1
 * @param gone empty: what comes back counts on from the version, which no entry is ahead of; instances before that read it
 */
record Programme(
        String congressId,
        String congressName,
        ZoneId zone,
        int version,
        Instant publishedAt,
        List<Entry> entries,
        List<Gone> gone) {

    /**
     * A meeting in the programme.
     *
     * @param people who must be there, as {@code id/role}: compared with the next version, never shown
     * @param uid of its calendar entry, for ever
     * @param sequence how often that entry was changed
     */
    record Entry(
            String meetingId,
            String code,
            String title,
            String organisation,
            String theme,
            Mode mode,
            Instant start,
            Instant end,
            String room,
            List<String> people,
            String uid,
            int sequence) {

        Entry {
            people = List.copyOf(people);
        }

        Entry numbered(String newUid, int newSequence) {
            return new Entry(
                    meetingId, code, title, organisation, theme, mode, start, end, room, people, newUid, newSequence);
        }

        boolean samePlace(Entry other) {
            return start.equals(other.start) && end.equals(other.end) && room.equals(other.room) && mode == other.mode;
        }

        boolean sameText(Entry other) {
            return title.equals(other.title) && people.equals(other.people);
        }
    }

    /** As instances before stored what was in an earlier version. */
    record Gone(String meetingId, String uid, int sequence) {}

    /** How a version differs for one meeting. */
    enum Kind {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("moved")
        MOVED,
        @JsonProperty("changed")
        CHANGED,
        @JsonProperty("removed")
        REMOVED
    }

    record Difference(
            String meetingId,
            Kind kind,
            @Nullable Entry before,
            @Nullable Entry after) {
        Entry present() {
            if (after != null) {
                return after;
            }
            if (before != null) {
                return before;
            }
            throw new IllegalStateException("a difference is of something");
        }
    }

    /** The next version and how it differs from this one. */
    record Next(Programme programme, List<Difference> differences) {}

    Programme {
        entries = List.copyOf(entries);
        gone = List.copyOf(gone);
    }

    static Programme none(String congressId, String congressName, ZoneId zone) {
        return new Programme(congressId, congressName, zone, 0, Instant.EPOCH, List.of(), List.of());
    }

    /** Compares by meeting id; {@code wanted} need no uid or sequence yet. */
    Next next(List<Entry> wanted, Instant now) {
        Map<String, Entry> before = new HashMap<>();
        entries.forEach(entry -> before.put(entry.meetingId(), entry));
        List<Entry> after = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        wanted.stream().sorted(BY_TIME).forEach(entry -> {
            Entry old = before.remove(entry.meetingId());
            if (old != null) {
                boolean place = old.samePlace(entry);
                boolean same = place && old.sameText(entry);
                Entry numbered = entry.numbered(old.uid(), same ? old.sequence() : old.sequence() + 1);
                after.add(numbered);
                if (!same) {
                    differences.add(
                            new Difference(entry.meetingId(), place ? Kind.CHANGED : Kind.MOVED, old, numbered));
                }
            } else {
                // it may have been here before: an entry counts on by one a version at most, so this is later
                Entry numbered = entry.numbered("ancillary-" + entry.meetingId() + "@crimealliance.org", version);
                after.add(numbered);
                differences.add(new Difference(entry.meetingId(), Kind.ADDED, null, numbered));
            }
        });
        before.values().stream().sorted(BY_TIME).forEach(old -> {
            Entry last = old.numbered(old.uid(), old.sequence() + 1);
            differences.add(new Difference(old.meetingId(), Kind.REMOVED, last, null));
        });
        Programme next = new Programme(congressId, congressName, zone, version + 1, now, after, List.of());
        return new Next(next, differences);
    }

    static final Comparator<Entry> BY_TIME =
            Comparator.comparing(Entry::start).thenComparing(Entry::room).thenComparing(Entry::meetingId);
}
