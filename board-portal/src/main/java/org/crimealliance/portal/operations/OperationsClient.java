package org.crimealliance.portal.operations;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Mails, as notification-service tells of them, and every service's dead letters. */
@Component
public class OperationsClient {

    private static final Set<String> TO_MEMBERS = Set.of("invoice", "welcome");

    public record Mail(
            String mailId,
            @Nullable String template,
            @Nullable String recipient,
            @Nullable String subject,
            @Nullable String state,
            @Nullable Instant at,
            @Nullable String reason) {

        /** Whether it went to the contact of a member, who is found by the address. */
        public boolean toMember() {
            return recipient != null && template != null && TO_MEMBERS.contains(template);
        }
    }

    /** {@code Lately}: within the last seven days. */
    public record Counts(
            int waiting,
            int sent,
            int failed,
            int bouncedLately,
            int complainedLately,
            @Nullable Map<String, Integer> byTemplate) {}

    public record DeadLetter(
            String id,
            @Nullable String topic,
            @Nullable String type,
            @Nullable String subject,
            @Nullable String state,
            @Nullable String error,
            @Nullable Instant at) {

        public DeadLetter {
            state = state == null ? null : state.toLowerCase(Locale.ROOT); // services write it in capitals
        }

        /** Neither replayed nor skipped: somebody has to decide. */
        public boolean waits() {
            return state == null || !(state.equals("replayed") || state.equals("skipped") || state.equals("done"));
        }
    }

    /**
     * What came of a replay or a skip.
     *
     * @param handled how many events were taken in by it
     * @param waiting how many about the same thing still wait
     */
    record CameOf(String state, String error, int handled, long waiting) {

        CameOf {
            state = state == null ? "" : state.toLowerCase(Locale.ROOT);
            error = error == null ? "" : error;
        }
    }

    private record Reason(String reason) {}

    private final Gateway gateway;

    OperationsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Page<Mail> mails(@Nullable String state, @Nullable String template, @Nullable String after) {
        return gateway.list(
                Address.of("/api/notifications/mails")
                        .with("state", state)
                        .with("template", template)
                        .with("after", after)
                        .with("limit", 50),
                Mail.class);
    }

    public Counts counts() {
        return gateway.get(Address.of("/api/notifications/mails/counts"), Counts.class);
    }

    void retry(String mailId) {
        gateway.post(Address.of("/api/notifications/mails/{id}/retry", mailId), null);
    }

    public Page<DeadLetter> deadLetters(String service) {
        return gateway.list(Address.of("/api/{service}/dead-letters", service), DeadLetter.class);
    }

    CameOf replay(String service, String id) {
        return gateway.post(Address.of("/api/{service}/dead-letters/{id}/replay", service, id), null, CameOf.class);
    }

    CameOf skip(String service, String id, String reason) {
        return gateway.post(
                Address.of("/api/{service}/dead-letters/{id}/skip", service, id), new Reason(reason), CameOf.class);
    }
}
