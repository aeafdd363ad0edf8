package org.crimealliance.portal.congress;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.congress.ScheduleClient.Entry;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The published programme, as event-service tells of it. */
@Component
public class ProgrammeClient {

    private static final String ONE = "/api/congress/congresses/{id}";

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

        /** Nothing has been published yet. */
        static final Programme NONE = new Programme(null, null, null, null);

        public List<Entry> all() {
            return entries != null ? entries : items != null ? items : List.of();
        }
    }

    private final Gateway gateway;

    ProgrammeClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Published publish(String id) {
        return gateway.post(Address.of(ONE + "/programme/publication", id), null, Published.class);
    }

    Programme programme(String id, @Nullable Integer version) {
        return gateway.get(Address.of(ONE + "/programme", id).with("version", version), Programme.class);
    }

    /** Public. */
    Programme published(String id, @Nullable Integer version) {
        return gateway.as(null, () -> programme(id, version));
    }
}
