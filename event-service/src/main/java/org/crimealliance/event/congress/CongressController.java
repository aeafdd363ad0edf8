package org.crimealliance.event.congress;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crimealliance.event.Readers;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Setting up a congress from its rules, and looking at its grid. */
@RestController
@RequestMapping("/api/congress/congresses")
@Tag(name = "Congresses")
class CongressController {

    private final Congresses congresses;

    CongressController(Congresses congresses) {
        this.congresses = congresses;
    }

    record RoomRules(
            @NotBlank @Size(max = 100) String name,
            @PositiveOrZero @Max(100_000) int capacity) {}

    record SlotRules(
            @NotNull java.time.LocalTime start,
            @NotNull java.time.LocalTime end,

            /** Which of two moments is meant where the clocks go back and show a time twice. */
            @Nullable @Pattern(regexp = "[+-](0\\d|1[0-7]):[0-5]\\d")
            String offset) {
        DaySlot toSlot() {
            return new DaySlot(start, end, offset);
        }
    }

    record HalfDayRules(
            @NotNull @Size(max = 12) List<@Valid @NotNull SlotRules> first,
            @NotNull @Size(max = 12) List<@Valid @NotNull SlotRules> last) {}

    record Rules(
            @NotBlank @Size(max = 60) @Pattern(regexp = "[a-z0-9][a-z0-9-]*")
            String key,

            @NotBlank @Size(max = 500) String name,
            @NotBlank @Size(max = 200) String city,
            @NotBlank @Pattern(regexp = "[A-Z]{2}") String country,
            @NotBlank @Size(max = 60) String zone,
            @NotNull LocalDate firstDay,
            @NotNull LocalDate lastDay,
            @NotNull @Size(max = 12) List<@Valid @NotNull SlotRules> fullDaySlots,
            @NotNull @Valid HalfDayRules halfDaySlots,
            @NotNull @Size(max = 50) List<@Valid @NotNull RoomRules> hybridRooms,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 100) String> virtualChannels,
            @Min(0) @Max(2000) int onsiteSeats) {

        List<Room> rooms() {
            List<Room> rooms = new ArrayList<>();
            hybridRooms.forEach(room -> rooms.add(new Room(room.name(), Mode.HYBRID, room.capacity())));
            virtualChannels.forEach(name -> rooms.add(new Room(name, Mode.VIRTUAL, 0)));
            return rooms;
        }
    }

    record Opened(String congressId, int slots, int places, int hybridPlaces, int virtualPlaces) {}

    record CongressView(
            String congressId,
            String key,
            String name,
            String city,
            String country,
            String zone,
            LocalDate firstDay,
            LocalDate lastDay,
            int slots,
            int places,
            int hybridPlaces,
            int virtualPlaces,
            int onsiteSeats,
            boolean callOpen) {

        static CongressView of(Stored<Congress> stored) {
            return of(stored.id(), stored.state());
        }

        static CongressView of(String id, Congress congress) {
            Grid grid = congress.grid();
            return new CongressView(
                    id,
                    congress.key(),
                    congress.name(),
                    congress.city(),
                    congress.country(),
                    congress.zone().getId(),
                    congress.firstDay(),
                    congress.lastDay(),
                    grid.slots().size(),
                    grid.places(),
                    grid.places(Mode.HYBRID),
                    grid.places(Mode.VIRTUAL),
                    congress.onsiteSeats(),
                    congress.call() == Congress.Call.OPEN);
        }
    }

    record CongressList(List<CongressView> items) {}

    record SlotView(
            int index,
            LocalDate day,
            Instant start,
            Instant end,
            OffsetDateTime congressTime,
            @Nullable OffsetDateTime readerTime) {}

    record GridView(
            String congressId,
            String zone,
            @Nullable String readerZone,
            int places,
            List<SlotView> slots,
            List<Room> rooms) {}

    /** Makes the grid: days times slots times rooms and channels. 409 {@code key-taken} for other rules under a known key. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Set up a congress from its rules")
    Opened open(@Valid @RequestBody Rules rules) {
        Congress congress = OpenCongress.of(
                        rules.key(),
                        rules.name(),
                        rules.city(),
                        rules.country(),
                        zone("zone", rules.zone()),
                        rules.firstDay(),
                        rules.lastDay(),
                        rules.fullDaySlots().stream().map(SlotRules::toSlot).toList(),
                        rules.halfDaySlots().first().stream()
                                .map(SlotRules::toSlot)
                                .toList(),
                        rules.halfDaySlots().last().stream()
                                .map(SlotRules::toSlot)
                                .toList(),
                        rules.rooms(),
                        rules.onsiteSeats())
                .orThrow();
        CongressView view = CongressView.of(congresses.open(congress).orThrow());
        return new Opened(view.congressId(), view.slots(), view.places(), view.hybridPlaces(), view.virtualPlaces());
    }

    @GetMapping
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "All congresses, the latest first")
    CongressList list() {
        return new CongressList(congresses.all().stream()
                .map(CongressView::of)
                .sorted(Comparator.comparing(CongressView::firstDay).reversed().thenComparing(CongressView::congressId))
                .toList());
    }

    @GetMapping("/{id}")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "One congress")
    CongressView one(@PathVariable String id) {
        return CongressView.of(id, congresses.get(id));
    }

    /** Slots in congress time and, with {@code zone}, in the reader's; days stay congress days. */
    @GetMapping("/{id}/grid")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The grid of slots, rooms and channels")
    GridView grid(@PathVariable String id, @RequestParam(required = false) @Nullable String zone) {
        Grid grid = congresses.get(id).grid();
        ZoneId reader = zone == null ? null : zone("zone", zone);
        return new GridView(
                id,
                grid.zone().getId(),
                reader == null ? null : reader.getId(),
                grid.places(),
                grid.slots().stream()
                        .map(slot -> new SlotView(
                                slot.index(),
                                slot.day(),
                                slot.start(),
                                slot.end(),
                                slot.start().atZone(grid.zone()).toOffsetDateTime(),
                                reader == null
                                        ? null
                                        : slot.start().atZone(reader).toOffsetDateTime()))
                        .toList(),
                grid.rooms());
    }

    private static ZoneId zone(String field, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem(field, "is not the name of a time zone (Asia/Tokyo)")));
        }
    }
}
