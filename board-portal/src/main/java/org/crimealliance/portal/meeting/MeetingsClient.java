package org.crimealliance.portal.meeting;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Document;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Series, meetings, invitations, ballots and minutes, as meeting-service tells of them. */
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

    public record Item(
            @Nullable String itemId,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String speakerRole,
            @Nullable Integer minutes,
            @Nullable String subjectId,
            @Nullable String subjectType,
            @Nullable String status) {}

    /** The items in their order, and the treasurer's figures once they are there. */
    public record Agenda(@Nullable List<Item> items, FeesClient.@Nullable Report report) {

        public List<Item> all() {
            return items == null ? List.of() : items;
        }
    }

    record NewItem(
            String kind,
            String title,
            @Nullable String speakerRole,
            @Nullable Integer minutes) {}

    private record Created(@Nullable String itemId) {}

    private record Order(List<String> itemIds) {}

    private record Progress(String status) {}

    public record Attendee(
            @Nullable String attendeeId,
            @Nullable String name,
            @Nullable String affiliation,
            @Nullable String role,
            @Nullable String status,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt) {}

    record Attended(
            String name,
            String affiliation,
            @Nullable String role,
            String status,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt) {}

    private record Proxy(String from, String to) {}

    public record Vote(@Nullable String voterId, @Nullable String choice) {}

    public record Tally(int yes, int no, int abstain, int present, int seats, int quorum) {}

    public record Ballot(
            String ballotId,
            @Nullable String itemId,
            @Nullable String question,
            @Nullable String motion,
            @Nullable String majority,
            boolean secret,
            @Nullable String state,
            @Nullable Boolean quorate,
            int present,
            int quorum,
            @Nullable Integer seats,
            @Nullable List<Vote> votes,
            @Nullable String result,
            @Nullable Tally figures,
            @Nullable String decisionId) {

        public boolean open() {
            return result == null && !"closed".equals(state);
        }

        public String choiceOf(@Nullable String voterId) {
            return votes == null || voterId == null
                    ? ""
                    : votes.stream()
                            .filter(vote -> voterId.equals(vote.voterId()))
                            .reduce((first, last) -> last)
                            .map(vote -> vote.choice() == null ? "" : vote.choice())
                            .orElse("");
        }

        /** Votes cast so far for this choice; the figures once it is closed. */
        public long votesFor(String choice) {
            if (figures != null) {
                return switch (choice) {
                    case "yes" -> figures.yes();
                    case "no" -> figures.no();
                    default -> figures.abstain();
                };
            }
            return votes == null
                    ? 0
                    : votes.stream()
                            .filter(vote -> choice.equals(vote.choice()))
                            .count();
        }
    }

    record NewBallot(String itemId, String question, String motion, String majority, boolean secret) {}

    private record Cast(String voterId, String choice) {}

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

    public record Asked(
            @Nullable Meeting meeting,
            @Nullable String invitee,
            @Nullable String name,
            @Nullable String answer) {}

    private record Answer(String answer) {}

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

    void addGuest(String id, Guest guest) {
        gateway.post(Address.of(API + "/{id}/guests", id), guest);
    }

    Invited invite(String id) {
        return gateway.post(Address.of(API + "/{id}/invitations", id), null, Invited.class);
    }

    Invitations invitations(String id) {
        return gateway.get(Address.of(API + "/{id}/invitations", id).with("limit", 500), Invitations.class);
    }

    Agenda agenda(String id) {
        return gateway.get(Address.of(API + "/{id}/agenda", id), Agenda.class);
    }

    void addItem(String id, NewItem item) {
        gateway.post(Address.of(API + "/{id}/agenda", id), item, Created.class);
    }

    void order(String id, List<String> itemIds) {
        gateway.post(Address.of(API + "/{id}/agenda/order", id), new Order(itemIds));
    }

    /** {@code dealt-with} or {@code not-reached}, or {@code planned} to take it back. */
    void mark(String id, String itemId, String status) {
        gateway.post(Address.of(API + "/{id}/agenda/{item}/status", id, itemId), new Progress(status));
    }

    List<Attendee> attendance(String id) {
        return gateway.list(Address.of(API + "/{id}/attendance", id), Attendee.class)
                .items();
    }

    void attend(String id, String attendeeId, Attended attended) {
        gateway.put(Address.of(API + "/{id}/attendance/{attendee}", id, attendeeId), attended);
    }

    void proxy(String id, String from, String to) {
        gateway.post(Address.of(API + "/{id}/proxies", id), new Proxy(from, to));
    }

    List<Ballot> ballots(String id) {
        return gateway.list(Address.of(API + "/{id}/ballots", id), Ballot.class).items();
    }

    Ballot openBallot(String id, NewBallot ballot) {
        return gateway.post(Address.of(API + "/{id}/ballots", id), ballot, Ballot.class);
    }

    void vote(String id, String ballotId, String voterId, String choice) {
        gateway.post(Address.of(API + "/{id}/ballots/{ballot}/votes", id, ballotId), new Cast(voterId, choice));
    }

    void closeBallot(String id, String ballotId) {
        gateway.post(Address.of(API + "/{id}/ballots/{ballot}/closing", id, ballotId), null);
    }

    public Minutes minutes(String id) {
        return gateway.get(Address.of(API + "/{id}/minutes", id), Minutes.class);
    }

    void save(String id, Written minutes) {
        gateway.put(Address.of(API + "/{id}/minutes", id), minutes);
    }

    void circulate(String id) {
        gateway.post(Address.of(API + "/{id}/minutes/circulation", id), null);
    }

    void approve(String id, String atMeetingId) {
        gateway.post(Address.of(API + "/{id}/minutes/approval", id), new Approval(atMeetingId));
    }

    /** {@code pdf}, {@code docx} or {@code html}. */
    Document minutesAs(String id, String format) {
        return gateway.download(Address.of(API + "/{id}/minutes." + format, id));
    }

    Document calendar(String id) {
        return gateway.download(Address.of(API + "/{id}/calendar.ics", id));
    }

    Document calendar() {
        return gateway.download(Address.of(API + "/calendar.ics"));
    }

    /** Public: what a personal link asks. */
    public Asked asked(String token) {
        return gateway.as(null, () -> gateway.get(Address.of(API + "/replies/{token}", token), Asked.class));
    }

    /** Public: {@code yes}, {@code no} or {@code tentative}. */
    public void answer(String token, String answer) {
        gateway.as(null, () -> {
            gateway.post(Address.of(API + "/replies/{token}", token), new Answer(answer));
            return true;
        });
    }
}
