package org.crimealliance.portal.congress;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Campaigns for reconfirmation, as event-service tells of them. */
@Component
public class CampaignsClient {

    private static final String API = "/api/congress";
    private static final String ONE = API + "/congresses/{id}";

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

    public record Asked(
            @Nullable String congressName,
            @Nullable String code,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable String mode,
            @Nullable Instant deadline,
            boolean open,
            @Nullable String answer) {}

    private record Answer(String answer) {}

    private final Gateway gateway;

    CampaignsClient(Gateway gateway) {
        this.gateway = gateway;
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

    /** Public: what an organiser's personal link asks. */
    public Asked asked(String token) {
        return gateway.as(null, () -> gateway.get(Address.of(API + "/reconfirmations/{token}", token), Asked.class));
    }

    /** Public: {@code reconfirm} or {@code decline}. */
    public void answer(String token, String answer) {
        gateway.as(null, () -> {
            gateway.post(Address.of(API + "/reconfirmations/{token}", token), new Answer(answer));
            return true;
        });
    }
}
