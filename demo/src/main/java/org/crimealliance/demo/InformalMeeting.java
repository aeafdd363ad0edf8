package org.crimealliance.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crimealliance.demo.Kills.Work;
import org.crimealliance.demo.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** The 11th informal meeting, 7 December 2020, 15:30-17:00 in Vienna: from the invitation to the circulated minutes. */
final class InformalMeeting {

    private static final int GUESTS = 3;
    private static final int YES = 27;
    private static final int TENTATIVE = 4;

    private final Stage stage;
    private final Meetings meetings;
    private final String path;

    InformalMeeting(Stage stage, Meetings meetings) {
        this.stage = stage;
        this.meetings = meetings;
        this.path = "/api/meetings/" + meetings.eleventhInformal();
    }

    void play() {
        stage.ledger().step("Invitation to the 11th informal meeting", this::invite);
        stage.ledger().step("11th informal meeting", this::hold);
        stage.ledger().step("Minutes of 7 December", this::write);
    }

    private void invite(Ledger.Step step) {
        stage.itIs("2020-11-24T09:00");
        guest("A. Visitor", "unodc.1@example.org", "UNODC");
        guest("B. Visitor", "unodc.2@example.org", "UNODC");
        guest("C. Visitor", "civil.society.team@example.org", "UNODC Civil Society Team");
        int mark = stage.mails().count();
        stage.api().post("secretary", path + "/invitations", Json.object());
        int invited = RegisterFile.ALL + GUESTS;
        step.await(
                "invitations by mail with a personal link",
                invited,
                () -> stage.mails().withLink("meeting-reply", mark).size());
        List<Mail> links =
                new ArrayList<>(stage.mails().withLink("meeting-reply", mark).values());
        answer(links);
        step.happened("members and three guests invited, replies by personal links");
        step.await("replies yes / no / tentative", (YES + GUESTS) + " / 1 / " + TENTATIVE, () -> answers());
        stage.promises()
                .gave("replies to an invitation", YES + GUESTS + 1 + TENTATIVE, () -> (int) invitations().stream()
                        .filter(i -> isAnswer(Json.text(i, "answer")))
                        .count());
    }

    private static boolean isAnswer(String answer) {
        return List.of("yes", "no", "tentative").contains(answer);
    }

    private void guest(String name, String email, String affiliation) {
        stage.api()
                .post(
                        "secretary",
                        path + "/guests",
                        Json.object("name", name, "email", email, "affiliation", affiliation));
    }

    /** The guests and the first 27 members say yes, four perhaps; the honorary member sends an apology. */
    private void answer(List<Mail> links) {
        String honorary = RegisterFile.members().getLast().email();
        Map<Boolean, List<Mail>> byGuest =
                links.stream().collect(Collectors.partitioningBy(mail -> isGuest(mail.to())));
        List<Mail> members = byGuest.getOrDefault(false, List.of()).stream()
                .filter(mail -> !mail.to().equals(honorary))
                .toList();
        List<Runnable> replies = new ArrayList<>();
        byGuest.getOrDefault(true, List.of()).forEach(mail -> replies.add(() -> reply(mail, "yes")));
        members.subList(0, YES).forEach(mail -> replies.add(() -> reply(mail, "yes")));
        members.subList(YES, YES + TENTATIVE).forEach(mail -> replies.add(() -> reply(mail, "tentative")));
        links.stream().filter(mail -> mail.to().equals(honorary)).forEach(mail -> replies.add(() -> reply(mail, "no")));
        Runnable done = stage.kills().counter(Work.REPLIES, replies.size());
        Stage.atOnce(4, replies, reply -> {
            reply.run();
            done.run();
        });
    }

    private static boolean isGuest(String address) {
        return address.startsWith("unodc.") || address.startsWith("civil.society.team");
    }

    private void reply(Mail mail, String answer) {
        stage.api()
                .post(
                        Api.PUBLIC,
                        "/api/meetings/invitations/replies/"
                                + mail.token("meeting-reply").orElseThrow(),
                        Json.object("answer", answer));
    }

    private List<JsonNode> invitations() {
        return stage.api().all("secretary", path + "/invitations");
    }

    private String answers() {
        Map<String, Long> counts = invitations().stream()
                .collect(Collectors.groupingBy(invitation -> Json.text(invitation, "answer"), Collectors.counting()));
        return counts.getOrDefault("yes", 0L) + " / " + counts.getOrDefault("no", 0L) + " / "
                + counts.getOrDefault("tentative", 0L);
    }

    private void hold(Ledger.Step step) {
        stage.itIs("2020-12-07T15:25");
        agenda("report", "Preparations for the Congress in Kyoto", "Chair");
        agenda("report", "Reports of the Vice-Chairs, the Treasurer and the Secretary", "Treasurer");
        agenda("tour-de-table", "Tour de table", "Chair");
        stage.itIs("2020-12-07T15:30");
        stage.api().post("secretary", path + "/opening", Json.object());
        List<JsonNode> expected = invitations().stream()
                .filter(invitation -> !Json.text(invitation, "answer").equals("tentative"))
                .filter(invitation -> isAnswer(Json.text(invitation, "answer")))
                .toList();
        Runnable done = stage.kills().counter(Work.ATTENDANCE, expected.size());
        for (JsonNode invitation : expected) {
            attend(invitation);
            done.run();
        }
        String report = Json.text(
                stage.api()
                        .post(
                                "treasurer",
                                "/api/membership/treasurer-reports",
                                Json.object("asOf", "2020-12-07", "meetingId", meetings.eleventhInformal())),
                "reportId");
        step.happened("opened, attendance taken, the Treasurer reports as of the day, closed");
        step.figure("present: Alliance / UNODC / UNODC Civil Society Team", YES + " / 2 / 1", present());
        step.figure("apologies", 1, attendance("apology").size());
        step.figure(
                "report ordinary / extraordinary / individual / applications / invoices",
                "56 / 5 / 18 / 7 / 79",
                figures(Json.at(
                        stage.api().get("treasurer", "/api/membership/treasurer-reports/" + report), "figures")));
        stage.itIs("2020-12-07T17:00");
        stage.api().post("secretary", path + "/closing", Json.object());
        step.figure("number", "11/2020 held", label(stage.api().get("secretary", path)));
        stage.promises()
                .gave(
                        "attendance entries",
                        expected.size(),
                        () -> attendance("present").size()
                                + attendance("apology").size());
    }

    private void agenda(String kind, String title, String speaker) {
        stage.api()
                .post(
                        "secretary",
                        path + "/agenda",
                        Json.object("kind", kind, "title", title, "speakerRole", speaker, "minutes", 30));
    }

    private void attend(JsonNode invitation) {
        boolean present = Json.text(invitation, "answer").equals("yes");
        String affiliation = Json.text(invitation, "affiliation");
        stage.api()
                .put(
                        "secretary",
                        path + "/attendance/" + Json.text(invitation, "inviteeId"),
                        Json.object(
                                "name",
                                Json.text(invitation, "name"),
                                "affiliation",
                                affiliation.startsWith("UNODC") ? affiliation : "Alliance",
                                "status",
                                present ? "present" : "apology",
                                "arrivedAt",
                                present ? Stage.vienna("2020-12-07T15:30").toString() : null));
    }

    private List<JsonNode> attendance(String status) {
        return Json.items(stage.api().get("secretary", path + "/attendance"), "items").stream()
                .filter(entry -> Json.text(entry, "status").equals(status))
                .toList();
    }

    private String present() {
        Map<String, Long> counts = attendance("present").stream()
                .collect(Collectors.groupingBy(entry -> Json.text(entry, "affiliation"), Collectors.counting()));
        return counts.getOrDefault("Alliance", 0L) + " / " + counts.getOrDefault("UNODC", 0L) + " / "
                + counts.getOrDefault("UNODC Civil Society Team", 0L);
    }

    static String figures(JsonNode figures) {
        return Json.number(figures, "members", "ordinary") + " / " + Json.number(figures, "members", "extraordinary")
                + " / " + Json.number(figures, "members", "individual") + " / "
                + Json.number(figures, "applicationsReceived") + " / " + Json.number(figures, "invoices", "issued");
    }

    /** "11/2020 held". */
    static String label(JsonNode meeting) {
        return Json.text(meeting, "label") + " " + Json.text(meeting, "status");
    }

    private void write(Ledger.Step step) {
        String next = Calendar.announce(stage, meetings.informalSeries(), "2021-01-14T15:30", "2021-01-14T17:00", true);
        stage.api().post("secretary", "/api/meetings/" + next + "/invitations", Json.object());
        step.figure("next meeting", "1/2021 tentative", label(stage.api().get("secretary", "/api/meetings/" + next)));
        JsonNode draft = stage.api().get("secretary", path + "/minutes");
        stage.api()
                .put(
                        "secretary",
                        path + "/minutes",
                        Json.object(
                                "revision",
                                Math.max(0, Json.number(draft, "revision")),
                                "sections",
                                sections(),
                                "tourDeTable",
                                tourDeTable(),
                                "nextMeetingId",
                                next));
        step.await(
                "Treasurer's figures in the minutes",
                "56 / 5 / 18 / 7 / 79",
                () -> figures(figuresIn(stage.api().get("secretary", path + "/minutes"))));
        int mark = stage.mails().count();
        stage.api().post("secretary", path + "/minutes/circulation", Json.object());
        step.happened("written in the agenda's order, next meeting set, circulated as PDF");
        step.figure("minutes as PDF", "%PDF", start(document("pdf"), 4));
        step.figure("minutes as DOCX", "PK", start(document("docx"), 2));
        step.await(
                "mails with the minutes, one to each of those invited",
                invitations().size(),
                () -> (int) stage.mails().since(mark).stream()
                        .filter(mail -> mail.subject().startsWith("Minutes: ")
                                || mail.subject().startsWith("Protokoll (minutes): "))
                        .map(Mail::to)
                        .distinct()
                        .count());
        document("html");
        byte[] calendar =
                stage.api().fetch("secretary", path + "/calendar.ics").ok().body();
        stage.output().write("calendar/informal-meeting-11-2020.ics", calendar);
        stage.output()
                .write(
                        "calendar/informal-meeting-1-2021.ics",
                        stage.api()
                                .fetch("secretary", "/api/meetings/" + next + "/calendar.ics")
                                .ok()
                                .body());
    }

    /** Where in the minutes the figures stand is the service's business. */
    private static JsonNode figuresIn(JsonNode minutes) {
        JsonNode figures = minutes.findValue("figures");
        return figures == null ? minutes : figures;
    }

    /** What was reported, by speaker, in the agenda's order; the figures themselves the service adds from the report. */
    private List<Map<String, Object>> sections() {
        List<String> items = Json.items(stage.api().get("secretary", path + "/agenda"), "items").stream()
                .map(item -> Json.text(item, "itemId"))
                .toList();
        return List.of(
                section(
                        items.get(0),
                        "Chair",
                        "The Congress takes place in Kyoto from **7 to 12 March 2021**, on site and online; most will"
                                + " take part online. The statement of the Alliance has to speak for civil society at"
                                + " large: all members are invited to send suggestions."),
                section(items.get(0), "Secretary to the Congress", """
                        - The first and the last day are half-days; a full day has four slots.
                        - In each slot there are five ancillary meetings on site with an online part, and three online only.
                        - As soon as registration starts, all organisers are asked to reconfirm. No new proposals are taken.
                        - All times are Kyoto time."""),
                section(
                        items.get(1),
                        "Vice-Chair",
                        "The working group on domestic violence in the pandemic plans a book. Working groups get a place"
                                + " of their own on the website."),
                section(items.get(1), "Vice-Chair", "The New York Committee will meet again in January."),
                section(
                        items.get(1),
                        "Treasurer",
                        "All members have received the invoice for 2021. Seven applications have come since October; the"
                                + " Board decides on them on 10 December."),
                section(items.get(1), "Secretary", "The minutes of the 10th meeting were circulated."));
    }

    private static Map<String, Object> section(String item, String speaker, String text) {
        return Json.object("itemId", item, "speaker", speaker, "text", text);
    }

    /** Three of those present take the floor. */
    private List<Map<String, Object>> tourDeTable() {
        List<JsonNode> present = attendance("present");
        return List.of(
                word(present.get(0), "Would like to join the working group on the statement."),
                word(present.get(1), "Asks whether interpretation is offered in the online meetings."),
                word(present.getLast(), "Thanks the Alliance for its part in the preparations."));
    }

    private static Map<String, Object> word(JsonNode participant, String text) {
        return Json.object(
                "name",
                Json.text(participant, "name"),
                "affiliation",
                Json.text(participant, "affiliation"),
                "text",
                text);
    }

    private byte[] document(String form) {
        byte[] document =
                stage.api().fetch("secretary", path + "/minutes." + form).ok().body();
        stage.output().write("minutes/informal-meeting-11-2020." + form, document);
        return document;
    }

    private static String start(byte[] document, int length) {
        return new String(document, 0, Math.min(length, document.length), StandardCharsets.ISO_8859_1);
    }
}
