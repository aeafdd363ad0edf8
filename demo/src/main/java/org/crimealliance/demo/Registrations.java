package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crimealliance.demo.Kills.Work;
import org.crimealliance.demo.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** A thousand people want one of 50 seats on site at the same moment. */
final class Registrations {

    static final int ALL = 1000;
    private static final int CLIENTS = 64;

    private final Stage stage;
    private final Congress.Opened congress;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    Registrations(Stage stage, Congress.Opened congress) {
        this.stage = stage;
        this.congress = congress;
    }

    void play() {
        stage.ledger().step("1,000 registrations at once", step -> {
            stage.itIs("2021-02-15T09:00");
            int mark = stage.mails().count();
            long retried = stage.api().retried();
            register();
            step.await(
                    "mails with a personal link",
                    ALL,
                    () -> stage.mails().withLink("register", mark).size());
            List<Mail> links =
                    new ArrayList<>(stage.mails().withLink("register", mark).values());
            Map<String, Long> outcomes = confirm(links);
            step.happened("forms by 64 clients at once, then all personal links at once; "
                    + (stage.api().retried() - retried) + " requests repeated while a service was away");
            step.figure("confirmed on site", Congress.ONSITE_SEATS, outcomes.getOrDefault("confirmed onsite", 0L));
            step.figure("online and waiting", ALL - Congress.ONSITE_SEATS, outcomes.getOrDefault("waiting online", 0L));
            step.figure("errors", 0, errors.size() + (errors.isEmpty() ? "" : " " + errors.peek()));
            step.await(
                    "counted by the service: on site / online / waiting for a seat", "50 / 950 / 950", this::counted);
            step.await("mails with the outcome", ALL, () -> outcomeMails(mark));
            stage.promises()
                    .gave(
                            "registrations",
                            ALL,
                            () -> stage.api()
                                    .all("congress-manager", congress.path() + "/registrations")
                                    .size());
        });
    }

    private void register() {
        List<String> names = Names.persons(ALL, 5);
        Runnable done = stage.kills().counter(Work.REGISTRATIONS, ALL);
        Stage.atOnce(CLIENTS, IntStream.range(0, ALL).boxed().toList(), i -> {
            String name = names.get(i);
            Api.Reply reply = stage.api()
                    .send(
                            Api.PUBLIC,
                            "POST",
                            congress.path() + "/registrations",
                            Json.object(
                                    "name",
                                    name,
                                    "email",
                                    "participant." + i + "@example.org",
                                    "affiliation",
                                    "Civil society",
                                    "country",
                                    List.of("AT", "BR", "KE", "JP", "NG", "PE").get(i % 6),
                                    "seat",
                                    "onsite",
                                    "consent",
                                    true));
            check(reply);
            done.run();
        });
    }

    private Map<String, Long> confirm(List<Mail> links) {
        Queue<String> outcomes = new ConcurrentLinkedQueue<>();
        Runnable done = stage.kills().counter(Work.CONFIRMATIONS, links.size());
        Stage.atOnce(CLIENTS, links, mail -> {
            Api.Reply reply = stage.api()
                    .send(
                            Api.PUBLIC,
                            "POST",
                            "/api/congress/registration-confirmations/"
                                    + mail.token("register").orElseThrow(),
                            Json.object());
            check(reply);
            outcomes.add(Json.text(reply.json(), "state") + " " + Json.text(reply.json(), "seat"));
            done.run();
        });
        return outcomes.stream().collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
    }

    private void check(Api.Reply reply) {
        if (reply.status() / 100 != 2) {
            errors.add(reply.status() + " " + reply.text());
        }
    }

    private String counted() {
        JsonNode counts = Json.at(stage.api().get("congress-manager", congress.path() + "/funnel"), "registrations");
        return Json.number(counts, "onsite") + " / " + Json.number(counts, "online") + " / "
                + Json.number(counts, "waitingOnsite");
    }

    private long outcomeMails(int mark) {
        return stage.mails().since(mark).stream()
                .filter(mail -> mail.to().startsWith("participant."))
                .filter(mail -> !mail.subject().endsWith("confirm your registration"))
                .map(Mail::to)
                .distinct()
                .count();
    }
}
