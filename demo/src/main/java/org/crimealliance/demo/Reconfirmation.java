package org.crimealliance.demo;

import java.util.List;
import java.util.Map;
import org.crimealliance.demo.AncillaryFile.Answer;
import org.crimealliance.demo.AncillaryFile.Meeting;
import org.crimealliance.demo.Kills.Work;
import org.crimealliance.demo.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** Every organiser gets one personal link: 171 reconfirm, 38 decline, 20 stay silent until the deadline is over. */
final class Reconfirmation {

    private final Stage stage;
    private final Congress.Opened congress;

    Reconfirmation(Stage stage, Congress.Opened congress) {
        this.stage = stage;
        this.congress = congress;
    }

    void play() {
        stage.ledger().step("Reconfirmation campaign", step -> {
            stage.itIs("2021-01-11T09:00");
            String campaign = Json.text(
                    stage.api()
                            .post(
                                    "congress-manager",
                                    congress.path() + "/campaigns",
                                    Json.object(
                                            "deadline",
                                            Stage.vienna("2021-01-25T00:00").toString())),
                    "campaignId");
            String path = "/api/congress/campaigns/" + campaign;
            int mark = stage.mails().count();
            stage.api().post("congress-manager", path + "/start", Json.object());
            step.await(
                    "mails with a personal link",
                    AncillaryFile.ALL,
                    () -> stage.mails().since(mark).stream()
                            .filter(mail -> mail.token("reconfirm").isPresent())
                            .count());
            Map<String, Mail> links = stage.mails().withLink("reconfirm", mark);
            answer(links);
            Api.Reply proposal = propose();
            stage.itIs("2021-01-25T00:05");
            step.happened("campaign started, answers by personal links, deadline passed; a new proposal tried");
            step.await("reconfirmed / declined / expired", "171 / 38 / 20", () -> result(path));
            step.figure(
                    "a new proposal", "409 call-closed", proposal.status() + " " + Json.text(proposal.json(), "code"));
            stage.promises().gave("answers to the campaign", AncillaryFile.RECONFIRM + AncillaryFile.DECLINE, () -> {
                JsonNode now = stage.api().get("congress-manager", path);
                return Json.number(now, "reconfirmed") + Json.number(now, "declined");
            });
        });
    }

    private void answer(Map<String, Mail> links) {
        List<Meeting> answering = congress.file().meetings().stream()
                .filter(meeting -> meeting.answer() != Answer.SILENT)
                .toList();
        Runnable done = stage.kills().counter(Work.RECONFIRMATIONS, answering.size());
        Stage.atOnce(8, answering, meeting -> {
            Mail mail = links.get(meeting.email());
            if (mail == null) {
                throw new IllegalStateException("no personal link for " + meeting.code());
            }
            stage.api()
                    .post(
                            Api.PUBLIC,
                            "/api/congress/reconfirmations/"
                                    + mail.token("reconfirm").orElseThrow(),
                            Json.object("answer", meeting.answer() == Answer.RECONFIRM ? "reconfirm" : "decline"));
            done.run();
        });
    }

    private Api.Reply propose() {
        return stage.api()
                .send(
                        Api.PUBLIC,
                        "POST",
                        congress.path() + "/ancillary-meetings",
                        Json.object(
                                "title",
                                "One more idea",
                                "organisation",
                                "Latecomers' Forum",
                                "contactName",
                                "A latecomer",
                                "contactEmail",
                                "latecomer@example.org",
                                "mode",
                                "virtual",
                                "theme",
                                "youth"));
    }

    private String result(String path) {
        JsonNode now = stage.api().get("congress-manager", path);
        return Json.number(now, "reconfirmed") + " / " + Json.number(now, "declined") + " / "
                + Json.number(now, "expired");
    }
}
