package org.crimealliance.portal.officer;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What one officer has prepared and another has to confirm, as membership-service tells of it. */
@Component
public class ConfirmationsClient {

    private static final String API = "/api/membership/confirmations";

    /**
     * Something that waits.
     *
     * @param seen goes back with the confirmation: it holds for exactly what stands here
     * @param whyNot why the reader may not confirm it, in the service's words
     */
    public record Waiting(
            String kind,
            String subjectId,
            @Nullable String effect,
            @Nullable List<String> details,
            @Nullable String preparedBy,
            @Nullable Instant preparedAt,
            @Nullable Instant until,
            @Nullable String seen,
            boolean youMay,
            @Nullable String whyNot) {}

    private record Confirm(String seen) {}

    private final Gateway gateway;

    ConfirmationsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public Page<Waiting> waiting() {
        return gateway.list(Address.of(API), Waiting.class);
    }

    void confirm(String kind, String subjectId, String seen) {
        gateway.post(Address.of(API + "/{kind}/{id}", kind, subjectId), new Confirm(seen));
    }
}
