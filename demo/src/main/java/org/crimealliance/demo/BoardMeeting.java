package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crimealliance.demo.Applications.Application;
import org.crimealliance.demo.Kills.Work;
import tools.jackson.databind.JsonNode;

/** The Board meets on 10 December 2020: seven of nine seats are present and vote on seven applications. */
final class BoardMeeting {

    private static final int PRESENT = 7;

    /** How many mails there were before the first ballot closed, and the ballots of the day. */
    record Decided(int mailsBefore, int invitedBefore, List<Application> admitted, List<Application> deferred) {}

    private final Stage stage;
    private final Meetings meetings;
    private final List<Application> applications;
    private final String path;

    BoardMeeting(Stage stage, Meetings meetings, Applications.Received received) {
        this.stage = stage;
        this.meetings = meetings;
        this.applications = received.applications();
        this.path = "/api/meetings/" + meetings.decemberBoard();
    }

    Decided play() {
        Decided decided = new Decided(
                stage.mails().count(), Admissions.invitedInJanuary(stage, meetings), motion("admit"), motion("defer"));
        stage.ledger().step("Board meeting of 10 December", this::hold);
        return decided;
    }

    private List<Application> motion(String motion) {
        return applications.stream()
                .filter(application -> application.form().motion().equals(motion))
                .toList();
    }

    private void hold(Ledger.Step step) {
        stage.itIs("2020-12-10T15:00");
        stage.api().post("chair", path + "/opening", Json.object());
        List<JsonNode> seats = stage.api().all("chair", "/api/membership/officers?asOf=2020-12-10").stream()
                .filter(officer -> Register.BOARD.contains(Json.text(officer, "office")))
                .toList();
        List<JsonNode> present = seats.subList(0, Math.min(PRESENT, seats.size()));
        for (JsonNode officer : seats) {
            attend(officer, present.contains(officer));
        }
        List<Closed> ballots = new ArrayList<>();
        Runnable done = stage.kills().counter(Work.VOTES, ApplicationForms.ALL * present.size());
        Map<String, JsonNode> items = itemsBySubject();
        for (Application application : applications) {
            ballots.add(ballot(
                    application,
                    Optional.ofNullable(items.get(application.membershipId())).orElseThrow(),
                    present,
                    done));
        }
        stage.itIs("2020-12-10T17:00");
        stage.api().post("chair", path + "/closing", Json.object());
        step.happened("seven of nine seats present, one ballot for each application");
        step.figure(
                "present / quorum / seats",
                "7 / 5 / 9",
                ballots.stream()
                        .map(closed ->
                                Json.number(closed.opened(), "present") + " / " + Json.number(closed.opened(), "quorum")
                                        + " / " + Json.number(closed.result(), "figures", "seats"))
                        .distinct()
                        .collect(Collectors.joining(", ")));
        step.figure(
                "ballots passed",
                7,
                ballots.stream()
                        .filter(closed -> Json.text(closed.result(), "result").equals("passed"))
                        .count());
        Map<String, Long> admitted = ballots.stream()
                .filter(closed -> closed.application().form().motion().equals("admit"))
                .filter(closed -> !Json.text(closed.result(), "decisionId").isEmpty())
                .collect(Collectors.groupingBy(
                        closed -> closed.application().form().category(), Collectors.counting()));
        step.figure(
                "admitted ordinary / extraordinary / individual",
                "4 / 1 / 1",
                admitted.getOrDefault("ordinary", 0L) + " / " + admitted.getOrDefault("extraordinary", 0L) + " / "
                        + admitted.getOrDefault("individual", 0L));
        step.await(
                "deferred, on the agenda of the next Board meeting",
                1,
                () -> Applications.applicationItems(stage, meetings.januaryBoard())
                        .size());
        stage.promises()
                .gave(
                        "closed ballots",
                        ballots.size(),
                        () -> (int) Json.items(stage.api().get("chair", path + "/ballots"), "items").stream()
                                .filter(ballot -> ballot.toString().contains("passed"))
                                .count());
    }

    private record Closed(Application application, JsonNode opened, JsonNode result) {}

    private Map<String, JsonNode> itemsBySubject() {
        Map<String, JsonNode> items = new HashMap<>();
        for (JsonNode item : Applications.applicationItems(stage, meetings.decemberBoard())) {
            applications.stream()
                    .filter(application -> item.toString().contains(application.membershipId()))
                    .forEach(application -> items.put(application.membershipId(), item));
        }
        return items;
    }

    private void attend(JsonNode officer, boolean present) {
        stage.api()
                .put(
                        "secretary",
                        path + "/attendance/" + Json.text(officer, "officeId"),
                        Json.object(
                                "name",
                                Json.text(officer, "name"),
                                "affiliation",
                                "Alliance",
                                "role",
                                Json.text(officer, "office"),
                                "status",
                                present ? "present" : "apology",
                                "arrivedAt",
                                present ? Stage.vienna("2020-12-10T15:00").toString() : null));
    }

    private Closed ballot(Application application, JsonNode item, List<JsonNode> voters, Runnable done) {
        String motion = application.form().motion();
        JsonNode opened = stage.api()
                .post(
                        "chair",
                        path + "/ballots",
                        Json.object(
                                "itemId",
                                Json.text(item, "itemId"),
                                "question",
                                (motion.equals("admit") ? "Admit " : "Defer the application of ")
                                        + application.form().name() + "?",
                                "motion",
                                motion,
                                "majority",
                                "simple",
                                "secret",
                                false));
        String ballot = path + "/ballots/" + Json.text(opened, "ballotId");
        int cast = 0;
        for (JsonNode voter : voters) {
            cast++;
            stage.api()
                    .post(
                            "chair",
                            ballot + "/votes",
                            Json.object(
                                    "voterId",
                                    Json.text(voter, "officeId"),
                                    "choice",
                                    cast == voters.size() ? "abstain" : "yes"));
            done.run();
        }
        return new Closed(application, opened, stage.api().post("chair", ballot + "/closing", Json.object()));
    }
}
