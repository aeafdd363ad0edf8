package org.crimealliance.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.crimealliance.demo.AncillaryFile;
import org.crimealliance.demo.AncillaryFile.Answer;
import org.crimealliance.demo.AncillaryFile.Meeting;
import org.crimealliance.demo.Api;
import org.crimealliance.demo.Congress;
import org.crimealliance.demo.Json;
import org.crimealliance.demo.Patience;
import org.crimealliance.stack.Stack;
import tools.jackson.databind.JsonNode;

/** The three big pieces of work: an invoice run, a rush for seats, a schedule. The stack runs and has its register. */
final class WorkBench {

    private static final int LIABLE = 79;
    private static final int CLIENTS = 64;

    private final Stack stack;
    private final Report report;
    private final Api api;
    private final Client client = new Client();

    WorkBench(Stack stack, Report report) {
        this.stack = stack;
        this.report = report;
        this.api = new Api(URI.create(stack.gateway()), stack.secrets().folder());
    }

    void run() {
        stack.clock().set(Instant.parse("2020-11-20T09:00:00Z"));
        report.attempt("invoice run of 79, cold", () -> invoices("invoice run of 79, cold", 2021));
        report.attempt("invoice run of 79, warm", () -> invoices("invoice run of 79, warm", 2022));
        stack.clock().set(Instant.parse("2020-12-14T08:00:00Z"));
        report.attempt("registrations", this::registrations);
        report.attempt("schedule of 160", this::schedule);
    }

    /** From the order to issue until the run says that it is finished: every invoice laid out, stored, its fact written. */
    private void invoices(String what, int year) throws Exception {
        mailsSent();
        api.put(
                "treasurer",
                "/api/membership/fee-schedules/" + year,
                Json.object(
                        "ordinary",
                        euro("200.00"),
                        "extraordinary",
                        euro("150.00"),
                        "individual",
                        euro("60.00"),
                        "honorary",
                        euro("0.00"),
                        "dueInDays",
                        30));
        api.confirm("chair", "fee-schedule", String.valueOf(year));
        String id =
                Json.text(api.post("treasurer", "/api/membership/invoice-runs", Json.object("feeYear", year)), "runId");
        api.confirm("chair", "invoice-run", id);
        String run = "/api/membership/invoice-runs/" + id;
        int sentBefore = Json.number(api.get("secretary", "/api/notifications/mails/counts"), "sent");
        double renderedBefore = renderingSeconds();
        long began = System.nanoTime();
        api.post("treasurer", run + "/issue", Json.object());
        JsonNode finished = await(
                Duration.ofSeconds(90),
                "the run",
                () -> api.get("treasurer", run),
                state -> Json.text(state, "state").equals("finished"));
        double seconds = (System.nanoTime() - began) / 1e9;
        double rendering = renderingSeconds() - renderedBefore;
        int issued = Json.number(finished, "issued");
        await(
                Duration.ofSeconds(60),
                "the mails with invoices",
                () -> api.get("secretary", "/api/notifications/mails/counts"),
                counts -> Json.number(counts, "sent") >= sentBefore + issued);
        double withMails = (System.nanoTime() - began) / 1e9;
        report.row(
                what,
                String.format(
                        Locale.ROOT, "%d issued in %.1f s; all mails out after %.1f s", issued, seconds, withMails),
                String.format(
                        Locale.ROOT,
                        "laying out the documents alone took %.1f s of two threads' time (%.0f ms each): %.1f times that",
                        rendering,
                        1000 * rendering / issued,
                        2 * seconds / rendering),
                "79 in < 5 s",
                issued == LIABLE && seconds < 5);
    }

    private static Object euro(String amount) {
        return Json.object("amount", amount, "currency", "EUR");
    }

    /** What the membership service has spent on layout since it started. */
    private double renderingSeconds() throws Exception {
        return client.text(stack.address("membership") + "/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("alliance_invoices_rendering_seconds_sum"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void registrations() throws Exception {
        rush("warm", 300);
        double bare = bareSeats();
        int all = 1000;
        String congress = openCongress("rush");
        Map<String, String> tokens = register(congress, all);
        mailsSent();
        List<String> links = List.copyOf(tokens.values());
        Load.Result confirmed = confirm(links);
        JsonNode counts = api.get("congress-manager", "/api/congress/congresses/" + congress + "/registrations/counts");
        int onsite = Json.number(counts, "onsite");
        int waiting = Json.number(counts, "waitingOnsite");
        boolean right = onsite == Congress.ONSITE_SEATS && waiting == all - Congress.ONSITE_SEATS;
        report.row(
                "registrations confirmed, 1,000 for 50 seats, 64 clients",
                String.format(
                        Locale.ROOT,
                        "%.0f/s, %s; %d on site, %d waiting, %s",
                        confirmed.perSecond(),
                        confirmed.latency(),
                        onsite,
                        waiting,
                        right ? "none oversold" : "WRONG"),
                String.format(
                        Locale.ROOT,
                        "bare conditional updates of one document: %.0f/s, so %s",
                        bare,
                        MechanicsBench.percent(confirmed.perSecond(), bare)),
                ">= 200/s, none oversold, >= 30%",
                right
                        && confirmed.errors() == 0
                        && confirmed.perSecond() >= 200
                        && confirmed.perSecond() >= 0.3 * bare);
    }

    private void rush(String key, int people) throws Exception {
        confirm(List.copyOf(register(openCongress(key), people).values()));
    }

    private Load.Result confirm(List<String> tokens) {
        return Load.count(
                tokens.size(),
                CLIENTS,
                (number, thread) -> client.post(
                        stack.gateway() + "/api/congress/registration-confirmations/" + tokens.get((int) number),
                        Json.object()));
    }

    /** By registration. */
    private Map<String, String> register(String congress, int people) {
        Load.Result registered = Load.count(
                people,
                CLIENTS,
                (number, thread) -> client.post(
                        stack.gateway() + "/api/congress/congresses/" + congress + "/registrations",
                        Json.object(
                                "name",
                                "Participant " + number,
                                "email",
                                "participant." + number + "@example.org",
                                "affiliation",
                                "Civil society",
                                "country",
                                "AT",
                                "seat",
                                "onsite",
                                "consent",
                                true)));
        if (registered.errors() > 0) {
            throw new IllegalStateException("registering: " + registered.errorText());
        }
        return PersonalLinks.await(stack, congress, "confirmUrl", people, "registrationId");
    }

    private String openCongress(String key) {
        Map<String, Object> rules = new java.util.LinkedHashMap<>(Congress.rules());
        rules.put("key", "bench-" + key);
        return Json.text(api.post("congress-manager", "/api/congress/congresses", rules), "congressId");
    }

    /** One document with a number of free seats, 64 clients that each take one if there is one. */
    private double bareSeats() {
        try (MongoClient mongo = MongoClients.create(stack.mongoUri() + "/?retryWrites=false")) {
            MongoCollection<Document> seats = mongo.getDatabase("bare").getCollection("seats");
            seats.insertOne(new Document("_id", "congress").append("free", 1_000_000));
            Document ifFree = new Document("_id", "congress").append("free", new Document("$gt", 0));
            Document take = new Document("$inc", new Document("free", -1));
            Load.Request request = (number, thread) -> seats.updateOne(ifFree, take);
            Load.during(Duration.ofSeconds(1), CLIENTS, request);
            return Load.during(Duration.ofSeconds(4), CLIENTS, request).perSecond();
        }
    }

    private void schedule() throws Exception {
        AncillaryFile file = new AncillaryFile();
        String congress = openCongress("schedule");
        String path = "/api/congress/congresses/" + congress;
        api.upload("congress-manager", path + "/ancillary-imports?preview=false", "accepted.csv", file.csv());
        stack.clock().set(Instant.parse("2021-01-11T08:00:00Z"));
        String campaign = "/api/congress/campaigns/"
                + Json.text(
                        api.post(
                                "congress-manager",
                                path + "/campaigns",
                                Json.object("deadline", "2021-01-24T23:00:00Z")),
                        "campaignId");
        api.post("congress-manager", campaign + "/start", Json.object());
        Map<String, String> tokens = PersonalLinks.await(
                stack, congress, "answerUrl", file.meetings().size(), "code");
        List<Meeting> answering = file.meetings().stream()
                .filter(meeting -> meeting.answer() != Answer.SILENT)
                .toList();
        Load.Result answers = Load.count(answering.size(), 8, (number, thread) -> {
            Meeting meeting = answering.get((int) number);
            client.post(
                    stack.gateway() + "/api/congress/reconfirmations/" + tokens.get(meeting.code()),
                    Json.object("answer", meeting.answer() == Answer.RECONFIRM ? "reconfirm" : "decline"));
        });
        if (answers.errors() > 0) {
            throw new IllegalStateException("answering: " + answers.errorText());
        }
        stack.clock().set(Instant.parse("2021-01-24T23:05:00Z"));
        await(
                Duration.ofSeconds(60),
                "the end of the campaign",
                () -> api.get("congress-manager", campaign),
                state -> Json.number(state, "expired") == 20);
        api.post("congress-manager", path + "/selection", Json.object());
        mailsSent();
        double before = Processes.cpuMicros(stack, "event");
        long began = System.nanoTime();
        api.post("congress-manager", path + "/schedule", Json.object());
        JsonNode ready = await(
                Duration.ofSeconds(90),
                "the schedule",
                () -> api.get("congress-manager", path + "/schedule"),
                state -> Json.text(state, "state").equals("ready"));
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (Processes.cpuMicros(stack, "event") - before) / 1e6;
        int conflicts = Json.number(api.get("congress-manager", path + "/schedule/check"), "hardConflicts");
        int placed = Json.items(ready, "entries").size();
        report.row(
                "schedule, 160 meetings in 160 places",
                String.format(
                        Locale.ROOT,
                        "%d placed in %.1f s, %d hard conflicts by the checker",
                        placed,
                        seconds,
                        conflicts),
                String.format(Locale.ROOT, "%.1f s of processor time", cpu),
                "feasible in 15 s",
                placed == 160 && conflicts == 0 && seconds < 15);
    }

    /** Until no mail waits, so that one row does not pay for another. */
    private void mailsSent() {
        await(
                Duration.ofSeconds(90),
                "the mails",
                () -> api.get("secretary", "/api/notifications/mails/counts"),
                counts -> Json.number(counts, "waiting") == 0);
    }

    private static JsonNode await(
            Duration limit, String what, Supplier<JsonNode> look, java.util.function.Predicate<JsonNode> there) {
        JsonNode[] last = {Json.MAPPER.createObjectNode()};
        if (!Patience.until(limit, () -> {
            last[0] = look.get();
            return there.test(last[0]);
        })) {
            throw new IllegalStateException(what + " took longer than " + limit.toSeconds() + " s: " + last[0]);
        }
        return last[0];
    }
}
