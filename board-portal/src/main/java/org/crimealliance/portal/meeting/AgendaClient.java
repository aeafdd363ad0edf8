package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A meeting's agenda, as meeting-service tells of it. */
@Component
public class AgendaClient {

    private static final String ONE = "/api/meetings/{id}";

    public record Item(
            @Nullable String itemId,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String speakerRole,
            @Nullable Integer minutes,
            @Nullable String subjectId,
            @Nullable String subjectType,
            @Nullable String status) {}

    /** The items in their order, and the treasurer's figures once they are there. */
    public record Agenda(@Nullable List<Item> items, FeesClient.@Nullable Report report) {

        public List<Item> all() {
            return items == null ? List.of() : items;
        }
    }

    record NewItem(
            String kind,
            String title,
            @Nullable String speakerRole,
            @Nullable Integer minutes) {}

    private record Created(@Nullable String itemId) {}

    private record Order(List<String> itemIds) {}

    private record Progress(String status) {}

    private final Gateway gateway;

    AgendaClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Agenda agenda(String id) {
        return gateway.get(Address.of(ONE + "/agenda", id), Agenda.class);
    }

    void addItem(String id, NewItem item) {
        gateway.post(Address.of(ONE + "/agenda", id), item, Created.class);
    }

    void order(String id, List<String> itemIds) {
        gateway.post(Address.of(ONE + "/agenda/order", id), new Order(itemIds));
    }

    /** {@code dealt-with} or {@code not-reached}, or {@code planned} to take it back. */
    void mark(String id, String itemId, String status) {
        gateway.post(Address.of(ONE + "/agenda/{item}/status", id, itemId), new Progress(status));
    }
}
