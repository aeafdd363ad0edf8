package org.crimealliance.portal.meeting;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who was at a meeting and who stood in for whom, as meeting-service tells of it. */
@Component
public class AttendanceClient {

    private static final String ONE = "/api/meetings/{id}";

    public record Attendee(
            @Nullable String attendeeId,
            @Nullable String name,
            @Nullable String affiliation,
            @Nullable String role,
            @Nullable String status,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt) {}

    record Attended(
            String name,
            String affiliation,
            @Nullable String role,
            String status,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt) {}

    private record Proxy(String from, String to) {}

    private final Gateway gateway;

    AttendanceClient(Gateway gateway) {
        this.gateway = gateway;
    }

    List<Attendee> attendance(String id) {
        return gateway.list(Address.of(ONE + "/attendance", id), Attendee.class).items();
    }

    void attend(String id, String attendeeId, Attended attended) {
        gateway.put(Address.of(ONE + "/attendance/{attendee}", id, attendeeId), attended);
    }

    void proxy(String id, String from, String to) {
        gateway.post(Address.of(ONE + "/proxies", id), new Proxy(from, to));
    }
}
