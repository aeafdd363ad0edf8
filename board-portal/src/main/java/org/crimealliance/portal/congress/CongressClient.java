package org.crimealliance.portal.congress;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Problem;
import org.crimealliance.portal.gateway.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Congresses, as event-service tells of them. */
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
            int onsiteSeats) {}

    record Opened(String congressId) {}

    public record Seats(int onsite, int online, int waitingOnsite) {}

    public record Funnel(
            int accepted,
            int reconfirmed,
            int declined,
            int expired,
            int placed,
            int waiting,
            @Nullable Seats registrations) {}

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

    /** Public: by the name in its address, or by its id. */
    Congress byKey(String key) {
        return gateway.as(null, this::congresses).stream()
                .filter(one -> key.equals(one.key()) || key.equals(one.congressId()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(404, new Problem("not-found", "", List.of(), Map.of())));
    }

    Opened open(Rules rules) {
        return gateway.post(Address.of(API + "/congresses"), rules, Opened.class);
    }

    public Funnel funnel(String id) {
        return gateway.get(Address.of(ONE + "/funnel", id), Funnel.class);
    }
}
