package org.crimealliance.portal.congress;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Participants, as event-service tells of them. */
@Component
public class RegistrationsClient {

    private static final String API = "/api/congress";
    private static final String ONE = API + "/congresses/{id}";

    /** What a participant sends. */
    record Register(
            String name, String email, @Nullable String affiliation, String country, String seat, boolean consent) {}

    private record Accepted(@Nullable String registrationId) {}

    public record Person(@Nullable String name, @Nullable String email) {}

    public record Registration(
            String registrationId,
            @Nullable Integer round,
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

    public record Confirmation(
            @Nullable String congressName,
            @Nullable String name,
            @Nullable Person person,
            @Nullable String state,
            @Nullable String seat,
            @Nullable Instant offeredUntil,
            List<Sent> forms) {

        public Confirmation {
            forms = forms == null ? List.of() : forms;
        }
    }

    /** One of the forms that were sent with the address, perhaps by somebody else. */
    public record Sent(
            int number, String name, @Nullable String affiliation, String country, String seat, boolean mailed) {}

    private record Choice(@Nullable Integer form) {}

    private final Gateway gateway;

    RegistrationsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Page<Registration> registrations(String id, @Nullable String state, @Nullable String after) {
        return gateway.list(
                Address.of(ONE + "/registrations", id)
                        .with("state", state)
                        .with("after", after)
                        .with("limit", 50),
                Registration.class);
    }

    JsonNode counts(String id) {
        return gateway.get(Address.of(ONE + "/registrations/counts", id), JsonNode.class);
    }

    /** @param round that is meant: the person may have registered anew since the page was shown */
    void cancel(String registrationId, @Nullable Integer round) {
        gateway.post(
                Address.of(API + "/registrations/{id}/cancellation", registrationId)
                        .with("round", round),
                null);
    }

    /** Public. */
    void register(String id, Register person) {
        gateway.as(null, () -> gateway.post(Address.of(ONE + "/registrations", id), person, Accepted.class));
    }

    /** Public: the registration behind a personal link. */
    public Confirmation asked(String token) {
        return gateway.as(
                null,
                () -> gateway.get(Address.of(API + "/registration-confirmations/{token}", token), Confirmation.class));
    }

    /** Public. */
    public Confirmation confirm(String token, @Nullable Integer form) {
        return gateway.as(
                null,
                () -> gateway.post(
                        Address.of(API + "/registration-confirmations/{token}", token),
                        new Choice(form),
                        Confirmation.class));
    }

    /** Public: the participant's own. */
    public void cancelOwn(String token) {
        gateway.as(
                null,
                () -> gateway.post(
                        Address.of(API + "/registration-confirmations/{token}/cancellation", token),
                        null,
                        Confirmation.class));
    }

    /** Public: the registration that a seat was offered to. */
    public Confirmation offer(String token) {
        return gateway.as(null, () -> gateway.get(Address.of(API + "/seat-offers/{token}", token), Confirmation.class));
    }

    /** Public. */
    public Confirmation takeSeat(String token) {
        return gateway.as(
                null, () -> gateway.post(Address.of(API + "/seat-offers/{token}", token), null, Confirmation.class));
    }
}
