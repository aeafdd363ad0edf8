package org.crimealliance.portal.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The grid and the schedule on it, as event-service tells of them. */
@Component
public class ScheduleClient {

    private static final String ONE = "/api/congress/congresses/{id}";

    public record Slot(
            int index,
            @Nullable LocalDate day,
            @Nullable Instant start,
            @Nullable Instant end) {}

    public record GridRoom(@Nullable String name, @Nullable String mode, int capacity) {}

    public record Grid(@Nullable List<Slot> slots, @Nullable List<GridRoom> rooms) {

        public List<Slot> on(LocalDate day) {
            return slots == null
                    ? List.of()
                    : slots.stream().filter(slot -> day.equals(slot.day())).toList();
        }

        public List<LocalDate> days() {
            return slots == null
                    ? List.of()
                    : slots.stream()
                            .map(Slot::day)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList();
        }

        public List<GridRoom> columns() {
            return rooms == null ? List.of() : rooms;
        }
    }

    public record Entry(
            @Nullable String ancillaryMeetingId,
            @Nullable String code,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable String mode,
            @Nullable String theme,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String room,
            boolean pinned) {

        public boolean at(@Nullable Instant slot, @Nullable String where) {
            return start != null && start.equals(slot) && room != null && room.equals(where);
        }
    }

    public record Schedule(
            @Nullable String state,
            int placed,
            @Nullable String hard,
            @Nullable String soft,
            @Nullable List<JsonNode> conflicts,
            @Nullable List<Entry> entries) {

        public boolean is(String other) {
            return other.equals(state == null ? "none" : state);
        }

        public List<Entry> all() {
            return entries == null ? List.of() : entries;
        }

        public List<Line> troubles() {
            return Line.of(conflicts);
        }

        public @Nullable Entry entry(@Nullable String id) {
            return all().stream()
                    .filter(entry -> Objects.equals(entry.ancillaryMeetingId(), id))
                    .findFirst()
                    .orElse(null);
        }

        public @Nullable Entry at(@Nullable Instant slot, @Nullable String room) {
            return all().stream()
                    .filter(entry -> entry.at(slot, room))
                    .findFirst()
                    .orElse(null);
        }
    }

    public record Check(int hardConflicts, int checked) {}

    record Move(String ancillaryMeetingId, Instant start, String room, boolean preview) {}

    public record Effect(
            @Nullable List<JsonNode> effect, @Nullable List<JsonNode> conflicts) {

        public List<Line> effects() {
            return Line.of(effect);
        }

        public List<Line> troubles() {
            return Line.of(conflicts);
        }
    }

    private final Gateway gateway;

    ScheduleClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Grid grid(String id) {
        return gateway.get(Address.of(ONE + "/grid", id), Grid.class);
    }

    Schedule schedule(String id) {
        return gateway.get(Address.of(ONE + "/schedule", id), Schedule.class);
    }

    void solve(String id) {
        gateway.post(Address.of(ONE + "/schedule", id), null);
    }

    Check check(String id) {
        return gateway.get(Address.of(ONE + "/schedule/check", id), Check.class);
    }

    Effect move(String id, Move move) {
        return gateway.post(Address.of(ONE + "/schedule/moves", id), move, Effect.class);
    }
}
