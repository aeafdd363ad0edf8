package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crimealliance.demo.Api;
import org.crimealliance.demo.Demo;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.demo.Mailbox;
import org.crimealliance.demo.Mailbox.Mail;
import org.crimealliance.demo.PlatformInvariants;
import org.crimealliance.demo.StoredAggregates;
import org.crimealliance.stack.FirstOfficers;
import org.crimealliance.stack.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole platform, every service its own process, started once for all system tests, on free ports and with data of its
 * own. Store, broker and caught mail are processes of their own too, so that each can be taken away. A Board of nine, two
 * series and the fees of 2021 are there from the start.
 */
final class TestPlatform {

    private static final Pattern ONE_TIME_LINK = Pattern.compile("/one-time/[A-Za-z0-9_-]{20,}");
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static TestPlatform shared;
    private static final int TRIES = 4;
    private static int tries;

    final Stack stack;
    final Stack.Options options;
    final Api api;
    final Mailbox mails;
    final Path folder;
    private int senderCrashes;
    private String boardSeries = "";
    private String informalSeries = "";

    private TestPlatform(Stack stack, Stack.Options options, Path folder) {
        this.stack = stack;
        this.options = options;
        this.folder = folder;
        this.api = new Api(URI.create(stack.gateway()), stack.secrets().folder());
        this.mails = new Mailbox(URI.create(stack.caughtMail()));
    }

    /**
     * Started by the first test that asks. Where that fails it is tried again, by this test and by the next, with data and ports
     * of its own each time; after {@link #TRIES} failures the others fail at once.
     */
    static synchronized TestPlatform shared() {
        RuntimeException why = null;
        for (int here = 0; shared == null && here < 2 && tries < TRIES; here++) {
            tries++;
            try {
                shared = started("platform-" + tries);
            } catch (RuntimeException e) {
                System.out.println("try " + tries + " of " + TRIES + " to start the platform failed: " + e);
                why = e;
            }
        }
        if (shared == null) {
            throw new IllegalStateException("the platform could not be started, in " + tries + " tries", why);
        }
        return shared;
    }

    private static TestPlatform started(String name) {
        Path root = Stack.findRoot();
        Path folder = root.resolve("system-tests/target").resolve(name);
        Stack.Options options = new Stack.Options(root, folder, Stack.freePortBase()).withBackboneApart();
        Stack stack = Stack.of(options);
        stack.stop(System.out::println); // what tests that were cut off have left
        clear(folder);
        Demo.refuseUnlessEmpty(stack);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        try {
            stack.clock().set(Instant.parse("2020-10-01T08:00:00Z"));
            stack.start(System.out::println);
            TestPlatform started = new TestPlatform(stack, options, folder);
            started.settle();
            return started;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Skips the test if this is somebody else's: what {@code ALLIANCE_MONGODB_URI} or {@code ALLIANCE_KAFKA} names is not ours to take away. */
    void mayTakeAway(String part) {
        assumeTrue(stack.programs().contains(part), "the " + part + " is given, not ours to take away");
    }

    /** Notification-service was killed: what it had in the act of being sent may have been caught twice. */
    void senderDied() {
        senderCrashes++;
    }

    /** Of all that has happened since the platform was started, by other tests too. */
    List<Figure> invariants() {
        return new PlatformInvariants(stack, mails).check(senderCrashes);
    }

    /** Stops what {@link #shared} started, if anything. */
    static synchronized void stop() {
        if (shared != null) {
            shared.stack.close();
        }
    }

    /** What every association has: officers, series, fees. */
    private void settle() {
        for (String office : List.of(
                "chair",
                "vice-chair",
                "vice-chair",
                "vice-chair",
                "treasurer",
                "secretary",
                "board",
                "board",
                "board")) {
            int number = COUNTER.incrementAndGet();
            appoint(office, "Officer " + number, office + "." + number + "@example.org");
        }
        Map<String, Object> fees = new LinkedHashMap<>();
        Map.of("ordinary", "200.00", "extraordinary", "150.00", "individual", "60.00", "honorary", "0.00")
                .forEach((category, amount) -> fees.put(category, Map.of("amount", amount, "currency", "EUR")));
        fees.put("dueInDays", 30);
        api.put("treasurer", "/api/membership/fee-schedules/2021", fees);
        api.confirm("chair", "fee-schedule", "2021");
        boardSeries = series("board", "Board", "board", "board");
        informalSeries = series("informal", "Informal meetings", "informal", "all-members");
    }

    /** The first Chair by the operator, the others proposed by one officer and confirmed by another. */
    private void appoint(String office, String name, String email) {
        if (office.equals("chair")) {
            stack.appointFirst(new FirstOfficers.Officer(office, name, email, LocalDate.parse("2020-10-01")));
            return;
        }
        String id = text(
                api.post(
                        "secretary",
                        "/api/membership/officers",
                        Map.of("office", office, "name", name, "email", email, "from", "2020-10-01")),
                "officeId");
        api.confirm("chair", "appointment", id);
    }

    private String series(String key, String name, String kind, String audience) {
        return text(
                api.post(
                        "secretary",
                        "/api/meetings/series",
                        Map.of("key", key, "name", name, "kind", kind, "audience", audience)),
                "seriesId");
    }

    /** A Board meeting that is announced for this moment, two hours long. */
    String boardMeeting(Instant start) {
        return meeting(boardSeries, start);
    }

    String informalMeeting(Instant start) {
        return meeting(informalSeries, start);
    }

    private String meeting(String series, Instant start) {
        return text(
                api.post(
                        "secretary",
                        "/api/meetings",
                        Map.of(
                                "seriesId",
                                series,
                                "start",
                                start.toString(),
                                "end",
                                start.plusSeconds(7200).toString(),
                                "zone",
                                "Europe/Vienna",
                                "place",
                                Map.of(
                                        "kind",
                                        "online",
                                        "text",
                                        "Video conference",
                                        "link",
                                        "https://meet.example.org/test"),
                                "tentative",
                                false)),
                "meetingId");
    }

    /** Opens it at its time, with these officers present. */
    void hold(String meeting, Instant start, List<JsonNode> present) {
        stack.clock().set(start);
        api.post("chair", "/api/meetings/" + meeting + "/opening", Map.of());
        for (JsonNode officer : present) {
            api.put(
                    "secretary",
                    "/api/meetings/" + meeting + "/attendance/" + text(officer, "officeId"),
                    Map.of(
                            "name", text(officer, "name"),
                            "affiliation", "Alliance",
                            "role", text(officer, "office"),
                            "status", "present",
                            "arrivedAt", start.toString()));
        }
    }

    /** The agenda item about this application, as soon as it is there by itself. */
    String agendaItem(String meeting, String membership) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> api.get("chair", "/api/meetings/" + meeting + "/agenda")
                                .path("items")
                                .valueStream()
                                .filter(item -> item.toString().contains(membership))
                                .map(item -> text(item, "itemId"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** One member from the register, so that there is somebody to invoice. */
    void settleAMember() {
        int number = COUNTER.incrementAndGet();
        String csv =
                "memberNumber,category,kind,name,country,street,postalCode,city,contactName,contactEmail,language,memberSince\r\n"
                        + "T-%1$d,ordinary,organisation,Verein Register %1$d,AT,Gasse %1$d,1010,Wien,Person %1$d,member.%1$d@example.org,en,2015-03-01\r\n"
                                .formatted(number);
        api.upload("secretary", "/api/membership/register-imports?preview=false", "register.csv", csv.getBytes(UTF_8));
    }

    /** An application that nobody has sent before. */
    Applicant applicant() {
        int number = COUNTER.incrementAndGet();
        String name = "Association " + number + " for New Bridges";
        String email = "applicant." + number + "@example.org";
        return new Applicant(
                name,
                email,
                Map.ofEntries(
                        Map.entry("category", "ordinary"),
                        Map.entry("kind", "organisation"),
                        Map.entry("name", name),
                        Map.entry("country", "AT"),
                        Map.entry("registryNumber", "T-" + number),
                        Map.entry("contactName", "Person " + number),
                        Map.entry("contactEmail", email),
                        Map.entry("street", "Lindengasse " + number),
                        Map.entry("postalCode", "1070"),
                        Map.entry("city", "Wien"),
                        Map.entry("heardFrom", "website"),
                        Map.entry("language", "en")));
    }

    record Applicant(String name, String email, Map<String, Object> form) {}

    /** Sends it, confirms it by the mail's link, and returns the membership's id. */
    String apply(Applicant applicant) {
        String membership = submit(applicant);
        confirm(api, applicant, membership);
        return membership;
    }

    /** Sends it and returns the id of the membership that may come of it. */
    String submit(Applicant applicant) {
        return text(api.post(Api.PUBLIC, "/api/membership/applications", applicant.form()), "membershipId");
    }

    /** As the applicant, who has got the mail. */
    void confirm(Api by, Applicant applicant, String membership) {
        String token = mailWithLink("application", applicant.email())
                .token("application")
                .orElseThrow();
        by.post(Api.PUBLIC, "/api/membership/application-confirmations/" + token, Map.of("membershipId", membership));
    }

    /** What one try to send an application was answered. */
    record Answer(int status, Optional<String> retryAfter, String body) {}

    /** Sends it once, whatever comes of it. */
    Answer once(Applicant applicant) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(stack.gateway() + "/api/membership/applications"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JsonMapper.shared().writeValueAsString(applicant.form())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
        }
    }

    /** Every application that nobody has decided on; returns when no agenda shows one any more. */
    void withdrawApplications() {
        try (ExecutorService several = Executors.newFixedThreadPool(8)) {
            for (JsonNode application : api.all("secretary", "/api/membership/applications?state=applied")) {
                several.execute(() -> api.post(
                        "secretary",
                        "/api/membership/applications/" + text(application, "membershipId") + "/withdrawal",
                        Map.of("reason", "The test is over.")));
            }
        }
        settled();
    }

    /** Waits until what was done before has had all its effects: no event waits to be sent, no mail is on its way. */
    void settled() {
        try (StoredAggregates stores = new StoredAggregates(stack.mongoUri())) {
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                mails.settled();
                return stores.unsent() == 0;
            });
        }
    }

    /** The newest mail to this address with a personal link for this purpose; waits until there is one. */
    Mail mailWithLink(String purpose, String address) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> Optional.ofNullable(mails.withLink(purpose, 0).get(address)), Optional::isPresent)
                .orElseThrow();
    }

    /** The path of the newest link by mail that signs this person in; waits until there is one. */
    String oneTimeLink(String address) {
        return oneTimeLink(address, 0);
    }

    /** The latest, once there are more than so many. */
    String oneTimeLink(String address, int before) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> oneTimeLinks(address), links -> links.size() > before)
                .getLast();
    }

    /** All that were mailed so far. */
    List<String> oneTimeLinks(String address) {
        return mails.all().stream()
                .filter(mail -> mail.to().equals(address))
                .map(mail -> ONE_TIME_LINK.matcher(mail.text()))
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    long mailsTo(String address) {
        return mails.all().stream().filter(mail -> mail.to().equals(address)).count();
    }

    /** The Board's offices with their ids. */
    List<JsonNode> board() {
        return api
                .all(
                        "secretary",
                        "/api/membership/officers?asOf="
                                + stack.clock().now().toString().substring(0, 10))
                .stream()
                .filter(officer -> !List.of("auditor", "congress-manager").contains(text(officer, "office")))
                .toList();
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() ? value.asString() : "";
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
