package org.crimealliance.portal.meeting;

import java.util.List;
import java.util.Map;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is invited to a meeting, and what they reply, as meeting-service tells of it. */
@Component
public class InvitationsClient {

    private static final String API = "/api/meetings";
    private static final String ONE = API + "/{id}";

    record Guest(String name, String email, String affiliation) {}

    public record Invited(int invited) {}

    public record Invitation(
            @Nullable String invitationId,
            @Nullable String inviteeId,
            @Nullable String name,
            @Nullable String affiliation,
            @Nullable String answer) {}

    public record Invitations(
            @Nullable List<Invitation> items, @Nullable Map<String, Integer> counts) {

        public List<Invitation> all() {
            return items == null ? List.of() : items;
        }

        public int count(String answer) {
            return counts == null ? 0 : counts.getOrDefault(answer, 0);
        }
    }

    public record Asked(
            @Nullable Meeting meeting,
            @Nullable String invitee,
            @Nullable String name,
            @Nullable String answer) {}

    private record Answer(String answer) {}

    private final Gateway gateway;

    InvitationsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    void addGuest(String id, Guest guest) {
        gateway.post(Address.of(ONE + "/guests", id), guest);
    }

    Invited invite(String id) {
        return gateway.post(Address.of(ONE + "/invitations", id), null, Invited.class);
    }

    Invitations invitations(String id) {
        return gateway.get(Address.of(ONE + "/invitations", id).with("limit", 500), Invitations.class);
    }

    /** Public: what a personal link asks. */
    public Asked asked(String token) {
        return gateway.as(
                null, () -> gateway.get(Address.of(API + "/invitations/replies/{token}", token), Asked.class));
    }

    /** Public: {@code yes}, {@code no} or {@code tentative}. */
    public void answer(String token, String answer) {
        gateway.as(null, () -> {
            gateway.post(Address.of(API + "/invitations/replies/{token}", token), new Answer(answer));
            return true;
        });
    }
}
