package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Document;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A meeting's minutes, as meeting-service tells of them. */
@Component
public class MinutesClient {

    private static final String ONE = "/api/meetings/{id}";

    public record Section(
            @Nullable String itemId,
            @Nullable String speaker,
            @Nullable String text) {}

    public record Turn(
            @Nullable String name,
            @Nullable String affiliation,
            @Nullable String text) {}

    public record Minutes(
            long revision,
            @Nullable String state,
            @Nullable Integer version,
            @Nullable List<Section> sections,
            @Nullable List<Turn> tourDeTable,
            @Nullable String nextMeetingId) {

        public List<Section> texts() {
            return sections == null ? List.of() : sections;
        }

        public List<Turn> turns() {
            return tourDeTable == null ? List.of() : tourDeTable;
        }

        public boolean is(String other) {
            return other.equals(state == null ? "draft" : state);
        }

        /** Still open to changes. */
        public boolean editable() {
            return state == null || is("draft");
        }
    }

    /** What is sent to save minutes. */
    public record Written(
            long revision,
            List<Section> sections,
            List<Turn> tourDeTable,
            @Nullable String nextMeetingId) {}

    private record Approval(String atMeetingId) {}

    private final Gateway gateway;

    MinutesClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public Minutes minutes(String id) {
        return gateway.get(Address.of(ONE + "/minutes", id), Minutes.class);
    }

    /**
     * @return the revision to write upon next. A save makes one more at most, whatever stands there by now: an answer that
     *     was lost and comes again may tell of what others have written since, which its sender has not seen
     */
    long save(String id, Written minutes) {
        long stands = gateway.put(Address.of(ONE + "/minutes", id), minutes, Minutes.class)
                .revision();
        return Math.min(stands, minutes.revision() + 1);
    }

    void circulate(String id) {
        gateway.post(Address.of(ONE + "/minutes/circulation", id), null);
    }

    void approve(String id, String atMeetingId) {
        gateway.post(Address.of(ONE + "/minutes/approval", id), new Approval(atMeetingId));
    }

    /** {@code pdf}, {@code docx} or {@code html}. */
    Document as(String id, String format) {
        return gateway.download(Address.of(ONE + "/minutes." + format, id));
    }
}
