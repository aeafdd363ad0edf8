package org.crimealliance.portal.officer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     * @param email of whom it is about; absent for whoever reads no addresses
     * @param seen goes back with the confirmation: it holds for exactly what stands here
     * @param whyNot why the reader may not confirm it, in the service's words
     */
    public record Waiting(
            String kind,
            String subjectId,
            @Nullable String effect,
            @Nullable List<String> details,
            @Nullable String email,
            @Nullable String preparedBy,
            @Nullable Instant preparedAt,
            @Nullable Instant until,
            @Nullable String seen,
            boolean youMay,
            boolean yours,
            @Nullable String whyNot) {

        /** Where all of it can be seen; null where everything stands in the card. */
        public @Nullable String page() {
            return switch (kind) {
                case "fee-schedule" -> "/fees?year=" + subjectId;
                case "invoice-run" -> "/fees/runs/" + subjectId;
                default -> null;
            };
        }
    }

    /**
     * Something that the reader prepared.
     *
     * @param state waits, confirmed, withdrawn, refused or lapsed
     * @param by who refused it, and why
     */
    public record Own(
            String kind,
            String subjectId,
            @Nullable String about,
            @Nullable String state,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    private record Seen(String seen) {}

    private record Refuse(String seen, String reason) {}

    private final Gateway gateway;

    ConfirmationsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public Page<Waiting> waiting() {
        return gateway.list(Address.of(API), Waiting.class);
    }

    /** What the reader prepared: what waits, and what became of the rest lately. */
    public List<Own> own() {
        return gateway.list(Address.of(API + "/own"), Own.class).items();
    }

    /** Whatever waits under this name. */
    Optional<Waiting> waiting(String kind, String subjectId) {
        return waiting().items().stream()
                .filter(one -> one.kind().equals(kind) && one.subjectId().equals(subjectId))
                .findFirst();
    }

    void confirm(String kind, String subjectId, String seen) {
        gateway.post(Address.of(API + "/{kind}/{id}", kind, subjectId), new Seen(seen));
    }

    void withdraw(String kind, String subjectId, String seen) {
        gateway.post(Address.of(API + "/{kind}/{id}/withdrawal", kind, subjectId), new Seen(seen));
    }

    void refuse(String kind, String subjectId, String seen, String reason) {
        gateway.post(Address.of(API + "/{kind}/{id}/refusal", kind, subjectId), new Refuse(seen, reason));
    }
}
