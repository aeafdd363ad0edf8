package org.crimealliance.portal.officer;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Officers, as membership-service tells of them. */
@Component
public class OfficersClient {

    private static final String API = "/api/membership/officers";

    /** In the order in which they are named. */
    static final List<String> OFFICES =
            List.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager");

    public record Officer(
            String officeId,
            @Nullable String office,
            @Nullable String name,
            @Nullable String email,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable LocalDate endedOn) {

        private int rank() {
            int rank = OFFICES.indexOf(office);
            return rank < 0 ? OFFICES.size() : rank;
        }

        public boolean boardSeat() {
            return office != null && !office.equals("auditor") && !office.equals("congress-manager");
        }
    }

    record Appoint(
            String office,
            String name,
            String email,
            LocalDate from,
            @Nullable LocalDate until) {}

    private record End(LocalDate endedOn) {}

    private record Recovery(String email, String reason) {}

    private final Gateway gateway;

    OfficersClient(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Who is in office on that day, the Chair first. */
    public Page<Officer> officers(LocalDate asOf) {
        Page<Officer> found = gateway.list(Address.of(API).with("asOf", asOf), Officer.class);
        return new Page<>(
                found.items().stream()
                        .sorted(Comparator.comparingInt(Officer::rank)
                                .thenComparing(officer -> String.valueOf(officer.name())))
                        .toList(),
                found.next());
    }

    /** @param state proposed or appointed */
    record Appointed(@Nullable String state) {

        boolean waits() {
            return "proposed".equals(state);
        }
    }

    Appointed appoint(Appoint officer) {
        return gateway.post(Address.of(API), officer, Appointed.class);
    }

    void end(String id, LocalDate on) {
        gateway.post(Address.of(API + "/{id}/end", id), new End(on));
    }

    /** Identity does it: the officers' accounts are there. */
    void recover(String email, String reason) {
        gateway.post(Address.of("/api/identity/recoveries"), new Recovery(email, reason));
    }
}
