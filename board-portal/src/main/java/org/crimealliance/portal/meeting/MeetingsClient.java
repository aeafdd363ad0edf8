package org.crimealliance.portal.meeting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Document;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Series and their meetings, as meeting-service tells of them. */
@Component
public class MeetingsClient {

    private static final String API = "/api/meetings";

    public record Series(
            @Nullable String seriesId,
            @Nullable String id,
            @Nullable String key,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String audience) {

        public String reference() {
            return seriesId != null ? seriesId : String.valueOf(id);
        }

        public boolean board() {
            return "board".equals(kind);
        }
    }

    record Quorum(String of, int numerator, int denominator) {}

    record NewSeries(
            String key,
            String name,
            String kind,
            String audience,
            @Nullable Quorum quorum) {}

    public record Place(String kind, String text, @Nullable String link) {}

    public record Meeting(
            String meetingId,
            @Nullable Series series,
            @Nullable String title,
            @Nullable Integer year,
            @Nullable Integer number,
            @Nullable String status,
            @Nullable String state,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable ZoneId zone,
            @Nullable Place place,
            @Nullable String reason) {

        public String standing() {
            return status != null ? status : state == null ? "" : state;
        }

        public boolean is(String other) {
            return other.equals(standing());
        }

        /** Neither held nor cancelled. */
        public boolean ahead() {
            return !is("held") && !is("cancelled");
        }

        /** Opened and not closed yet. */
        public boolean running() {
            return ahead() && !is("tentative") && !is("confirmed");
        }

        public ZoneId in() {
            return zone == null ? ZoneId.of("Europe/Vienna") : zone;
        }

        public boolean board() {
            return series != null && series.board();
        }

        public String name() {
            return title != null && !title.isBlank() ? title : series == null ? "" : String.valueOf(series.name());
        }

        /** 11/2020, once held. */
        public String label() {
            return number == null ? "" : number + "/" + year;
        }
    }

    record NewMeeting(
            String seriesId,
            @Nullable String title,
            Instant start,
            Instant end,
            String zone,
            Place place,
            boolean tentative) {}

    private record Move(Instant start, Instant end) {}

    private record Reason(String reason) {}

    /** Which meetings; nulls narrow nothing. */
    public record Search(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String seriesId,
            @Nullable String state) {}

    private final Gateway gateway;

    MeetingsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public List<Series> series() {
        return gateway.list(Address.of(API + "/series"), Series.class).items();
    }

    void createSeries(NewSeries series) {
        gateway.post(Address.of(API + "/series"), series);
    }

    public Page<Meeting> meetings(Search search) {
        return gateway.list(
                Address.of(API)
                        .with("from", search.from())
                        .with("to", search.to())
                        .with("seriesId", search.seriesId())
                        .with("state", search.state())
                        .with("limit", 200),
                Meeting.class);
    }

    Meeting create(NewMeeting meeting) {
        return gateway.post(Address.of(API), meeting, Meeting.class);
    }

    Meeting meeting(String id) {
        return gateway.get(Address.of(API + "/{id}", id), Meeting.class);
    }

    /** {@code confirmation}, {@code opening} or {@code closing}. */
    void step(String id, String step) {
        gateway.post(Address.of(API + "/{id}/{step}", id, step), null);
    }

    void move(String id, Instant start, Instant end) {
        gateway.post(Address.of(API + "/{id}/move", id), new Move(start, end));
    }

    void cancel(String id, String reason) {
        gateway.post(Address.of(API + "/{id}/cancellation", id), new Reason(reason));
    }

    Document calendar(String id) {
        return gateway.download(Address.of(API + "/{id}/calendar.ics", id));
    }

    Document calendar() {
        return gateway.download(Address.of(API + "/calendar.ics"));
    }
}
