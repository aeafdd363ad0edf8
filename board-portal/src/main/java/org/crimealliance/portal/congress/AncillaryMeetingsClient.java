package org.crimealliance.portal.congress;

import java.util.List;
import org.crimealliance.portal.frame.HeldUpload;
import org.crimealliance.portal.frame.Imported;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Ancillary meetings and who gets a place, as event-service tells of them. */
@Component
public class AncillaryMeetingsClient {

    private static final String ONE = "/api/congress/congresses/{id}";
    private static final String CONFIRMATIONS = "/api/congress/proposal-confirmations/{token}";

    public record Contact(@Nullable String name, @Nullable String email) {}

    public record AncillaryMeeting(
            String ancillaryMeetingId,
            @Nullable String code,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable Contact contact,
            @Nullable String mode,
            @Nullable String region,
            @Nullable String theme,
            @Nullable String state) {}

    /** A proposal that waits for the holder of a link. */
    public record AskedProposal(
            String ancillaryMeetingId,
            @Nullable String congressName,
            @Nullable String title,
            @Nullable String organisation,
            @Nullable String mode) {}

    private record ConfirmProposal(String ancillaryMeetingId) {}

    private record Reason(String reason) {}

    public record Selection(
            int selected, int waiting, @Nullable List<JsonNode> reasons) {

        /** Those without a place; why the others have one is a long list that nobody waits for. */
        public List<Line> lines() {
            return Line.of(
                    reasons == null
                            ? List.of()
                            : reasons.stream()
                                    .filter(reason -> reason.path("outcome")
                                            .asString("waiting")
                                            .equalsIgnoreCase("waiting"))
                                    .toList());
        }
    }

    private final Gateway gateway;

    AncillaryMeetingsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Imported importMeetings(String id, HeldUpload file, boolean preview) {
        return gateway.upload(
                Address.of(ONE + "/ancillary-imports", id).with("preview", preview),
                file.content(),
                file.sum(),
                Imported.class);
    }

    Page<AncillaryMeeting> meetings(String id, @Nullable String state, @Nullable String after) {
        return gateway.list(
                Address.of(ONE + "/ancillary-meetings", id)
                        .with("state", state)
                        .with("after", after)
                        .with("limit", 100),
                AncillaryMeeting.class);
    }

    void withdraw(String id, String meetingId, String reason) {
        gateway.post(Address.of(ONE + "/ancillary-meetings/{meeting}/withdrawal", id, meetingId), new Reason(reason));
    }

    /** Public: the proposals behind a personal link. */
    public Page<AskedProposal> askedProposals(String token, @Nullable String after) {
        return gateway.as(
                null, () -> gateway.list(Address.of(CONFIRMATIONS, token).with("after", after), AskedProposal.class));
    }

    /** Public. */
    public void confirmProposal(String token, String ancillaryMeetingId) {
        gateway.as(null, () -> {
            gateway.post(Address.of(CONFIRMATIONS, token), new ConfirmProposal(ancillaryMeetingId));
            return true;
        });
    }

    Selection selection(String id) {
        return gateway.get(Address.of(ONE + "/selection", id), Selection.class);
    }

    void select(String id) {
        gateway.post(Address.of(ONE + "/selection", id), null);
    }
}
