package org.crimealliance.portal.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.crimealliance.portal.frame.Imported;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The Congress, as event-service tells of it. */
@Component
public class CongressClient {

    private static final String API = "/api/congress";
    private static final String ONE = API + "/congresses/{id}";

    public record Congress(
            String congressId,
            @Nullable String key,
            @Nullable String name,
            @Nullable String city,
            @Nullable String country,
            @Nullable ZoneId zone,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            int slots,
            int places,
            int hybridPlaces,
            int virtualPlaces,
            int onsiteSeats,
            boolean callOpen) {

        public ZoneId in() {
            return zone == null ? ZoneId.of("UTC") : zone;
        }
    }

    private record Congresses(@Nullable List<Congress> items) {}

    record DaySlot(LocalTime start, LocalTime end) {}

    record HalfDays(List<DaySlot> first, List<DaySlot> last) {}

    record Room(String name, int capacity) {}

    /** The rules of a congress, as they are sent. */
    record Rules(
            String key,
            String name,
            String city,
            String country,
            String zone,
            LocalDate firstDay,
            LocalDate lastDay,
            List<DaySlot> fullDaySlots,
            HalfDays halfDaySlots,
            List<Room> hybridRooms,
            List<String> virtualChannels,
            int onsiteSeats,
            @Nullable Integer maxPerDay) {}

    record Opened(String congressId) {}

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

    public record Seats(int onsite, int online, int waitingOnsite) {}

    public record Funnel(
            int accepted,
            int reconfirmed,
            int declined,
            int expired,
            int placed,
            int waiting,
            @Nullable Seats registrations) {}

    public record Contact(@Nullable String name, @Nullable String email) {}

    public record AncillaryMeeting(
            String ancillaryMeetingId,
            @Nullable String code,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable Contact contact,
            @Nullable String mode,
            @Nullable String region,
            @Nullable String theme,
            @Nullable String state) {}

    private record Deadline(Instant deadline) {}

    private record Planned(String campaignId) {}

    public record Bounced(
            @Nullable String ancillaryMeetingId,
            @Nullable String code,
            @Nullable String title,
            @Nullable String email,
            @Nullable String reason) {}

    public record Campaign(
            String campaignId,
            @Nullable String state,
            @Nullable Instant deadline,
            int invited,
            int reconfirmed,
            int declined,
            int expired,
            int undeliverable,
            int silent,
            @Nullable List<Bounced> undeliverableMeetings) {

        public boolean planned() {
            return "planned".equals(state);
        }

        public List<Bounced> bounced() {
            return undeliverableMeetings == null ? List.of() : undeliverableMeetings;
        }

        public int answered() {
            return reconfirmed + declined;
        }

        public int percent() {
            return invited == 0 ? 0 : 100 * answered() / invited;
        }
    }

    /** A place in the schedule. */
    public record At(@Nullable Instant start, @Nullable String room) {

        static @Nullable At of(JsonNode node) {
            String start = node.path("start").asString("");
            return start.isEmpty()
                    ? null
                    : new At(Instant.parse(start), node.path("room").asString(""));
        }
    }

    /**
     * What a service gives as a reason or an effect: words, or an object with the words and what they are about.
     *
     * @param from where a meeting is moved from
     * @param to where a meeting is moved to
     */
    public record Line(
            String code,
            String title,
            String words,
            @Nullable At from,
            @Nullable At to) {

        static Line of(JsonNode node) {
            if (!node.isObject()) {
                return new Line("", "", node.asString(""), null, null);
            }
            return new Line(
                    first(node, "code", "ancillaryMeetingId"),
                    first(node, "title", "organisation"),
                    first(node, "reason", "message", "detail", "effect", "text", "rule", "kind"),
                    At.of(node.path("from")),
                    At.of(node.path("to")));
        }

        private static String first(JsonNode node, String... names) {
            return Stream.of(names)
                    .map(name -> node.path(name).asString(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        static List<Line> of(@Nullable List<JsonNode> nodes) {
            return nodes == null ? List.of() : nodes.stream().map(Line::of).toList();
        }
    }

    public record Selection(
            int selected, int waiting, @Nullable List<JsonNode> reasons) {

        /** Those without a place; why the others have one is a long list that nobody waits for. */
        public List<Line> lines() {
            return Line.of(
                    reasons == null
                            ? List.of()
                            : reasons.stream()
                                    .filter(reason -> reason.path("outcome")
                                            .asString("waiting")
                                            .equalsIgnoreCase("waiting"))
                                    .toList());
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

    private record Reason(String reason) {}

    public record Published(int version, @Nullable JsonNode changes) {

        public int count() {
            return changes == null ? 0 : changes.isArray() ? changes.size() : changes.asInt(0);
        }
    }

    public record Programme(
            @Nullable Integer version,
            @Nullable Instant publishedAt,
            @Nullable List<Entry> entries,
            @Nullable List<Entry> items) {

        public List<Entry> all() {
            return entries != null ? entries : items != null ? items : List.of();
        }
    }

    /** What a participant sends. */
    record Register(
            String name, String email, @Nullable String affiliation, String country, String seat, boolean consent) {}

    private record Accepted(@Nullable String registrationId) {}

    public record Person(@Nullable String name, @Nullable String email) {}

    public record Registration(
            String registrationId,
            @Nullable String name,
            @Nullable String email,
            @Nullable Person person,
            @Nullable String affiliation,
            @Nullable String country,
            @Nullable String seat,
            @Nullable String waitingFor,
            @Nullable String state) {

        public String who() {
            return name != null ? name : person == null || person.name() == null ? "" : person.name();
        }

        public String mail() {
            return email != null ? email : person == null || person.email() == null ? "" : person.email();
        }
    }

    public record Asked(
            @Nullable String congressName,
            @Nullable String code,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable String mode,
            @Nullable Instant deadline,
            boolean open,
            @Nullable String answer) {}

    public record Confirmation(
            @Nullable String congressName,
            @Nullable String name,
            @Nullable Person person,
            @Nullable String state,
            @Nullable String seat,
            @Nullable Instant offeredUntil) {}

    private record Answer(String answer) {}

    private final Gateway gateway;

    CongressClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public List<Congress> congresses() {
        List<Congress> items =
                gateway.get(Address.of(API + "/congresses"), Congresses.class).items();
        return items == null ? List.of() : items;
    }

    Congress congress(String id) {
        return gateway.get(Address.of(ONE, id), Congress.class);
    }

    Opened open(Rules rules) {
        return gateway.post(Address.of(API + "/congresses"), rules, Opened.class);
    }

    Grid grid(String id) {
        return gateway.get(Address.of(ONE + "/grid", id), Grid.class);
    }

    public Funnel funnel(String id) {
        return gateway.get(Address.of(ONE + "/funnel", id), Funnel.class);
    }

    Imported importMeetings(String id, String fileName, byte[] content, boolean preview) {
        return gateway.upload(
                Address.of(ONE + "/ancillary-imports", id).with("preview", preview), fileName, content, Imported.class);
    }

    Page<AncillaryMeeting> meetings(String id, @Nullable String state, @Nullable String after) {
        return gateway.list(
                Address.of(ONE + "/ancillary-meetings", id)
                        .with("state", state)
                        .with("after", after)
                        .with("limit", 100),
                AncillaryMeeting.class);
    }

    void withdraw(String id, String meetingId, String reason) {
        gateway.post(Address.of(ONE + "/ancillary-meetings/{meeting}/withdrawal", id, meetingId), new Reason(reason));
    }

    List<Campaign> campaigns(String id) {
        return gateway.list(Address.of(ONE + "/campaigns", id), Campaign.class).items();
    }

    String plan(String id, Instant deadline) {
        return gateway.post(Address.of(ONE + "/campaigns", id), new Deadline(deadline), Planned.class)
                .campaignId();
    }

    void start(String campaignId) {
        gateway.post(Address.of(API + "/campaigns/{id}/start", campaignId), null);
    }

    void extend(String campaignId, Instant deadline) {
        gateway.post(Address.of(API + "/campaigns/{id}/extension", campaignId), new Deadline(deadline));
    }

    Selection selection(String id) {
        return gateway.get(Address.of(ONE + "/selection", id), Selection.class);
    }

    void select(String id) {
        gateway.post(Address.of(ONE + "/selection", id), null);
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

    Published publish(String id) {
        return gateway.post(Address.of(ONE + "/programme/publication", id), null, Published.class);
    }

    Programme programme(String id, @Nullable Integer version) {
        return gateway.get(Address.of(ONE + "/programme", id).with("version", version), Programme.class);
    }

    Page<Registration> registrations(String id, @Nullable String state, @Nullable String after) {
        return gateway.list(
                Address.of(ONE + "/registrations", id)
                        .with("state", state)
                        .with("after", after)
                        .with("limit", 50),
                Registration.class);
    }

    JsonNode registrationCounts(String id) {
        return gateway.get(Address.of(ONE + "/registrations/counts", id), JsonNode.class);
    }

    void cancelRegistration(String registrationId) {
        gateway.post(Address.of(API + "/registrations/{id}/cancellation", registrationId), null);
    }

    /** Public. */
    void register(String id, Register person) {
        gateway.as(null, () -> gateway.post(Address.of(ONE + "/registrations", id), person, Accepted.class));
    }

    /** Public: what an organiser's personal link asks. */
    public Asked reconfirmation(String token) {
        return gateway.as(null, () -> gateway.get(Address.of(API + "/reconfirmations/{token}", token), Asked.class));
    }

    /** Public: {@code reconfirm} or {@code decline}. */
    public void reconfirm(String token, String answer) {
        gateway.as(null, () -> {
            gateway.post(Address.of(API + "/reconfirmations/{token}", token), new Answer(answer));
            return true;
        });
    }

    /** Public: the registration behind a personal link. */
    public Confirmation registration(String token) {
        return gateway.as(
                null,
                () -> gateway.get(Address.of(API + "/registrations/confirmations/{token}", token), Confirmation.class));
    }

    /** Public. */
    public Confirmation confirmRegistration(String token) {
        return gateway.as(
                null,
                () -> gateway.post(
                        Address.of(API + "/registrations/confirmations/{token}", token), null, Confirmation.class));
    }

    /** Public: the registration that a seat was offered to. */
    public Confirmation offer(String token) {
        return gateway.as(
                null, () -> gateway.get(Address.of(API + "/registrations/offers/{token}", token), Confirmation.class));
    }

    /** Public. */
    public Confirmation takeSeat(String token) {
        return gateway.as(
                null,
                () -> gateway.post(Address.of(API + "/registrations/offers/{token}", token), null, Confirmation.class));
    }
}
