package org.crimealliance.system;

import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crimealliance.demo.Api;
import tools.jackson.databind.JsonNode;

/** Something of each kind that the portal has a page for, in the states that look different, through the public API. */
final class LittleOfEverything {

    private static final List<String> READERS_OF_EVENTS =
            List.of("membership", "meetings", "congress", "notifications", "identity");

    private final TestPlatform platform;
    private final Api api;
    private final Instant today;
    private final String poisoned = UUID.randomUUID().toString();
    private String boardMeeting = "";
    private String openBallot = "";
    private SmallCongress published;
    private SmallCongress asking;

    LittleOfEverything(TestPlatform platform) {
        this.platform = platform;
        this.api = platform.api;
        this.today = platform.stack.clock().now().truncatedTo(ChronoUnit.HOURS);
        this.published = SmallCongress.open(platform, "walked", day(150));
        this.asking = SmallCongress.open(platform, "walked-later", day(60));
    }

    private java.time.LocalDate day(int days) {
        return today.plus(Duration.ofDays(days))
                .atZone(java.time.ZoneOffset.UTC)
                .toLocalDate();
    }

    /** The congress with a programme. */
    SmallCongress published() {
        return published;
    }

    /** The congress whose organisers are being asked. */
    SmallCongress asking() {
        return asking;
    }

    String boardMeeting() {
        return boardMeeting;
    }

    void settle() throws Exception {
        platform.settleAMember();
        platform.settleAMember();
        String application = platform.apply(platform.applicant());
        String open = platform.apply(platform.applicant());
        Instant board = today.plus(Duration.ofDays(20));
        boardMeeting = platform.boardMeeting(board);
        String item = platform.agendaItem(boardMeeting, application);
        String openItem = platform.agendaItem(boardMeeting, open);
        invoices();
        informalMeetings();
        congresses();
        PoisonedEvent.send(platform, poisoned);
        List<JsonNode> present = platform.board().subList(0, 6);
        platform.hold(boardMeeting, board, present);
        // after the clock's last jump: an offer ends after two days, and what is not confirmed is erased after fourteen
        published.cancel("first");
        published.register("unconfirmed");
        String admitted = ballot(item);
        present.forEach(officer -> vote(admitted, officer));
        close(admitted);
        openBallot = ballot(openItem);
        present.subList(0, 2).forEach(officer -> vote(openBallot, officer));
        platform.apply(platform.applicant());
        await().atMost(Duration.ofSeconds(60)).until(this::aLetterWaits);
    }

    private void invoices() {
        String run = text(api.post("treasurer", "/api/membership/invoice-runs", Map.of("feeYear", 2021)), "runId");
        api.confirm("chair", "invoice-run", run);
        api.post("treasurer", "/api/membership/invoice-runs/" + run + "/issue", Map.of());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> text(api.get("treasurer", "/api/membership/invoice-runs/" + run), "state")
                        .equals("finished"));
        platform.settleAMember();
        api.post("treasurer", "/api/membership/invoice-runs", Map.of("feeYear", 2021));
    }

    /** One with its minutes sent out, one whose minutes are still a draft, one to come that people are asked to. */
    private void informalMeetings() {
        Instant first = today.plus(Duration.ofDays(2));
        String circulated = held(first, "Preparations for the Congress");
        write(circulated, "The Congress takes place **in Kyoto**, on site and online.");
        api.post("secretary", "/api/meetings/" + circulated + "/minutes/circulation", Map.of());
        write(
                held(first.plus(Duration.ofDays(1)), "Suggestions for the statement"),
                "Members are invited to send more.");
        String ahead = platform.informalMeeting(today.plus(Duration.ofDays(45)));
        guest(ahead);
        api.post("secretary", "/api/meetings/" + ahead + "/invitations", Map.of());
    }

    private void guest(String meeting) {
        api.post(
                "secretary",
                "/api/meetings/" + meeting + "/guests",
                Map.of("name", "A. Guest", "email", guestAddress(), "affiliation", "UNODC"));
    }

    String guestAddress() {
        return "guest.walked@example.org";
    }

    private String held(Instant start, String report) {
        String meeting = platform.informalMeeting(start);
        api.post(
                "secretary",
                "/api/meetings/" + meeting + "/agenda",
                Map.of("kind", "report", "title", report, "speakerRole", "Chair", "minutes", 30));
        guest(meeting);
        api.post("secretary", "/api/meetings/" + meeting + "/invitations", Map.of());
        platform.hold(meeting, start, platform.board().subList(0, 3));
        api.post(
                "treasurer",
                "/api/membership/treasurer-reports",
                Map.of("asOf", start.toString().substring(0, 10), "meetingId", meeting));
        api.post("secretary", "/api/meetings/" + meeting + "/closing", Map.of());
        return meeting;
    }

    private void write(String meeting, String words) {
        String item = text(
                api.get("secretary", "/api/meetings/" + meeting + "/agenda")
                        .path("items")
                        .get(0),
                "itemId");
        api.put(
                "secretary",
                "/api/meetings/" + meeting + "/minutes",
                Map.of(
                        "revision",
                        0,
                        "sections",
                        List.of(Map.of("itemId", item, "speaker", "Chair", "text", words)),
                        "tourDeTable",
                        List.of(Map.of("name", "A. Guest", "affiliation", "UNODC", "text", "Thanks the members."))));
    }

    /** One with a published programme, one seat on site that is offered, somebody waiting; one that is still asking. */
    private void congresses() {
        asking.importMeetings();
        asking.ask(today.plus(Duration.ofDays(30)));
        published.importMeetings();
        Instant deadline = today.plus(Duration.ofDays(5));
        published.ask(deadline);
        published.answer();
        platform.stack.clock().set(deadline.plus(Duration.ofMinutes(5)));
        published.selectAndSchedule();
        published.publish();
        for (String name : List.of("first", "second", "third")) {
            published.register(name);
        }
        for (String name : List.of("first", "second", "third")) {
            published.confirm(name);
        }
    }

    private String ballot(String item) {
        return text(
                api.post(
                        "chair",
                        "/api/meetings/" + boardMeeting + "/ballots",
                        Map.of(
                                "itemId",
                                item,
                                "question",
                                "Is the applicant admitted?",
                                "motion",
                                "admit",
                                "majority",
                                "simple",
                                "secret",
                                false)),
                "ballotId");
    }

    private void vote(String ballot, JsonNode officer) {
        api.post(
                "chair",
                "/api/meetings/" + boardMeeting + "/ballots/" + ballot + "/votes",
                Map.of("voterId", text(officer, "officeId"), "choice", "yes"));
    }

    private void close(String ballot) {
        api.post("chair", "/api/meetings/" + boardMeeting + "/ballots/" + ballot + "/closing", Map.of());
    }

    private boolean aLetterWaits() {
        return !letters("notifications").isEmpty();
    }

    private List<JsonNode> letters(String service) {
        return api.get("secretary", "/api/" + service + "/dead-letters")
                .path("items")
                .valueStream()
                .filter(letter -> text(letter, "subject").equals(poisoned))
                .filter(letter -> List.of("failed", "parked")
                        .contains(text(letter, "state").toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    /** Nothing that stands in the way of other tests: the meeting is over, the poisoned event skipped. */
    void finish() {
        if (!openBallot.isEmpty()) {
            close(openBallot);
            api.post("chair", "/api/meetings/" + boardMeeting + "/closing", Map.of());
        }
        for (String service : READERS_OF_EVENTS) {
            for (JsonNode letter : letters(service)) {
                api.post(
                        "secretary",
                        "/api/" + service + "/dead-letters/" + text(letter, "id") + "/skip",
                        Map.of("reason", "the test is over"));
            }
        }
    }
}
