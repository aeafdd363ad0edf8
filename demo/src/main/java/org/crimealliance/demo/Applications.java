package org.crimealliance.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.crimealliance.demo.ApplicationForms.Form;
import org.crimealliance.demo.Kills.Work;
import tools.jackson.databind.JsonNode;

/** Seven organisations and persons apply through the public form between 6 October and 17 November. */
final class Applications {

    /** The form and the membership that was made of it. */
    record Application(Form form, String membershipId) {}

    record Received(List<Application> applications) {}

    private final Stage stage;
    private final Meetings meetings;

    Applications(Stage stage, Meetings meetings) {
        this.stage = stage;
        this.meetings = meetings;
    }

    Received play() {
        List<Application> received = new ArrayList<>();
        stage.ledger().step("Applications arrive", step -> {
            boolean tenthHeld = false;
            for (Form form : ApplicationForms.all()) {
                if (!tenthHeld && form.arrives().compareTo("2020-10-22") > 0) {
                    stage.itIs("2020-10-22T15:30");
                    Calendar.hold(
                            stage,
                            Calendar.announce(
                                    stage, meetings.informalSeries(), "2020-10-22T15:30", "2020-10-22T17:00", false));
                    tenthHeld = true;
                }
                stage.itIs(form.arrives());
                JsonNode answer = stage.api().post(Api.PUBLIC, "/api/membership/applications", form.body());
                confirm(form, Json.text(answer, "membershipId"));
                received.add(new Application(form, Json.text(answer, "membershipId")));
                stage.kills().progress(Work.APPLICATIONS, received.size(), ApplicationForms.ALL);
            }
            step.happened("seven forms sent by applicants without an account, and confirmed by the link in a mail;"
                    + " the 10th informal meeting held");
            step.await(
                    "applications received since October",
                    7,
                    () -> Json.number(
                            stage.api()
                                    .get(
                                            "secretary",
                                            "/api/membership/applications/summary?from=2020-10-01&to=2020-12-31"),
                            "received"));
            step.await(
                    "on the agenda of the Board meeting of 10 December by themselves",
                    7,
                    () -> applicationItems(stage, meetings.decemberBoard()).size());
            step.await(
                    "mails with a link and of receipt, two to each applicant",
                    7,
                    () -> received.stream()
                            .filter(application -> stage.mails().all().stream()
                                            .filter(mail -> mail.to()
                                                    .equals(application.form().email()))
                                            .count()
                                    == 2)
                            .count());
        });
        stage.promises()
                .gave(
                        "applications",
                        received.size(),
                        () -> received.stream()
                                .filter(application -> Json.text(
                                                stage.api()
                                                        .get(
                                                                "secretary",
                                                                "/api/membership/applications/"
                                                                        + application.membershipId()),
                                                "name")
                                        .equals(application.form().name()))
                                .toList()
                                .size());
        return new Received(List.copyOf(received));
    }

    /** The applicant follows the link in the mail. */
    private void confirm(Form form, String membershipId) {
        AtomicReference<String> token = new AtomicReference<>("");
        boolean arrived = Patience.until(Duration.ofMinutes(2), () -> {
            stage.mails().all().stream()
                    .filter(mail -> mail.to().equals(form.email()))
                    .flatMap(mail -> mail.token("application").stream())
                    .forEach(token::set);
            return !token.get().isEmpty();
        });
        if (!arrived) {
            throw new IllegalStateException("no link came to " + form.email());
        }
        stage.api()
                .post(
                        Api.PUBLIC,
                        "/api/membership/application-confirmations/" + token.get(),
                        Json.object("membershipId", membershipId));
    }

    /** The agenda's items that are membership applications. */
    static List<JsonNode> applicationItems(Stage stage, String meeting) {
        return Json.items(stage.api().get("secretary", "/api/meetings/" + meeting + "/agenda"), "items").stream()
                .filter(item -> Json.text(item, "kind").equals("application"))
                .toList();
    }
}
