package org.crimealliance.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.crimealliance.demo.Api;
import org.crimealliance.demo.Json;
import org.crimealliance.demo.RegisterFile;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.stack.Stack;

/** The whole platform: how soon it is there, how big it is, what the gateway costs, how fast a command is and its effect. */
final class PlatformBench {

    private static final int CLIENTS = 32;

    private final Stack stack;
    private final Report report;
    private final Yardsticks yardsticks;
    private final Client client = new Client();
    private final AtomicLong applicants = new AtomicLong();

    PlatformBench(Stack stack, Report report, Yardsticks yardsticks) {
        this.stack = stack;
        this.report = report;
        this.yardsticks = yardsticks;
    }

    /** Leaves the stack running, with a register of 80 and the domain's clock in October 2020. */
    void run() {
        stack.clock().set(Instant.parse("2020-10-01T08:00:00Z"));
        stack.start(System.out::println);
        memory("memory of all processes, just started");
        Api api = new Api(URI.create(stack.gateway()), stack.secrets().folder());
        api.upload("secretary", "/api/membership/register-imports?preview=false", "register.csv", RegisterFile.csv());
        report.attempt("gateway's overhead", this::gateway);
        report.attempt("application through the gateway, 32 clients", this::command);
        report.attempt("confirmed application to topic of the agenda, 10/s", () -> factToEffect(10));
        report.attempt("confirmed application to topic of the agenda, 50/s", () -> factToEffect(50));
    }

    /**
     * As {@code ./alliance up} does it every time but the first, with its caches of loaded classes; it has them written first
     * if they are not there.
     *
     * @param training the same stack, stopped, but writing the caches that are missing
     */
    void secondStart(Stack training) {
        training.start(line -> {});
        training.stop(line -> {});
        String load = Processes.load();
        long began = System.nanoTime();
        stack.start(System.out::println);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.row(
                "ready after up, second start",
                String.format(Locale.ROOT, "%.1f s", seconds),
                "load average " + load,
                "< 35 s",
                seconds < 35);
    }

    void memory(String what) {
        long megabytes = Processes.residentMb(stack);
        report.row(
                what,
                megabytes + " MB resident in " + stack.programs().size() + " processes",
                "",
                "< 2,500 MB",
                megabytes < 2500);
    }

    /** What all the sweeps cost when nothing happens, with what is in the stores by then. */
    void idle() throws Exception {
        Map<String, Double> before = cpuMicros();
        Duration time = Duration.ofSeconds(10);
        Thread.sleep(time);
        Map<String, Double> after = cpuMicros();
        StringBuilder each = new StringBuilder();
        double sum = 0;
        for (Map.Entry<String, Double> process : after.entrySet()) {
            double percent = (process.getValue() - before.getOrDefault(process.getKey(), 0.0)) / time.toMillis() / 10;
            sum += percent;
            each.append(each.isEmpty() ? "" : ", ")
                    .append(process.getKey())
                    .append(String.format(Locale.ROOT, " %.1f%%", percent));
        }
        report.yardstick(
                "processor time when nothing happens", String.format(Locale.ROOT, "%.0f%% of one: %s", sum, each));
    }

    private Map<String, Double> cpuMicros() {
        Map<String, Double> micros = new LinkedHashMap<>();
        stack.programs().forEach(name -> micros.put(name, Processes.cpuMicros(stack, name)));
        return micros;
    }

    /** The same look at one document, directly and through the gateway, in turn. */
    private void gateway() throws Exception {
        Api api = new Api(URI.create(stack.gateway()), stack.secrets().folder());
        String member = Json.text(
                api.get("secretary", "/api/membership/members?limit=1")
                        .get("items")
                        .get(0),
                "membershipId");
        String token = stack.token("secretary");
        String path = "/api/membership/members/" + member;
        String direct = stack.address("membership") + path;
        String through = stack.gateway() + path;
        Load.during(
                Duration.ofSeconds(4), 4, (number, thread) -> client.get(number % 2 == 0 ? direct : through, token));
        ConcurrentLinkedQueue<Long> directly = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> throughIt = new ConcurrentLinkedQueue<>();
        Load.Result pairs = Load.during(Duration.ofSeconds(8), 1, (number, thread) -> {
            long began = System.nanoTime();
            client.get(direct, token);
            long between = System.nanoTime();
            client.get(through, token);
            directly.add(between - began);
            throughIt.add(System.nanoTime() - between);
        });
        double without = percentileMs(directly, 50);
        double with = percentileMs(throughIt, 50);
        report.row(
                "gateway's overhead, one client",
                String.format(
                        Locale.ROOT,
                        "p50 %.2f ms (p99 %.1f ms with it)%s",
                        with - without,
                        percentileMs(throughIt, 99),
                        pairs.errorText()),
                String.format(
                        Locale.ROOT,
                        "the service directly: p50 %.2f ms, p99 %.1f ms",
                        without,
                        percentileMs(directly, 99)),
                "p50 < 1 ms",
                with - without < 1 && pairs.errors() == 0);
        double before = Processes.cpuMicros(stack, "gateway");
        double serviceBefore = Processes.cpuMicros(stack, "membership");
        Load.Result busy = Load.during(Duration.ofSeconds(6), 8, (number, thread) -> client.get(through, token));
        double micros = (Processes.cpuMicros(stack, "gateway") - before) / busy.times().length;
        double serviceMicros = (Processes.cpuMicros(stack, "membership") - serviceBefore) / busy.times().length;
        report.row(
                "gateway's processor time a request, 8 clients",
                String.format(Locale.ROOT, "%.0f us at %.0f/s%s", micros, busy.perSecond(), busy.errorText()),
                String.format(Locale.ROOT, "the service's own: %.0f us", serviceMicros),
                "< 250 us",
                micros < 250 && busy.errors() == 0);
    }

    private void command() {
        Load.Request submit = (number, thread) -> submit();
        Load.during(Duration.ofSeconds(4), CLIENTS, submit);
        Load.Result commands = Load.during(Duration.ofSeconds(8), CLIENTS, submit);
        report.row(
                "application through the gateway, 32 clients",
                String.format(Locale.ROOT, "%.0f/s, %s", commands.perSecond(), commands.latency()),
                MechanicsBench.percent(commands.perSecond(), yardsticks.insertsPerSecond())
                        + " of bare inserts, while everything that follows of it (agenda, mail) is done too",
                ">= 50%",
                commands.perSecond() >= yardsticks.insertsPerSecond() / 2 && commands.errors() == 0);
    }

    private Applicant submit() throws Exception {
        long number = applicants.incrementAndGet();
        String email = "office" + number + "@example.org";
        String membershipId = Json.text(
                client.post(
                        stack.gateway() + "/api/membership/applications",
                        Json.object(
                                "category",
                                "ordinary",
                                "kind",
                                "organisation",
                                "name",
                                "Association for the Prevention of Crime No. " + number,
                                "country",
                                "AT",
                                "contactName",
                                "Contact of number " + number,
                                "contactEmail",
                                email,
                                "street",
                                "Beispielgasse " + number,
                                "postalCode",
                                "1220",
                                "city",
                                "Wien",
                                "heardFrom",
                                "website",
                                "language",
                                "en")),
                "membershipId");
        return new Applicant(membershipId, email);
    }

    /** As the applicant does; the link is derived as the service derives it, so that no mail has to be waited for. */
    private void confirm(Applicant applicant) throws Exception {
        String contact = HexFormat.of().formatHex(keyed("mail-to|" + applicant.email()));
        LocalDate until = LocalDate.ofInstant(stack.clock().now(), ZoneId.of("Europe/Vienna"))
                .plusDays(15);
        String token =
                Base64.getUrlEncoder().withoutPadding().encodeToString(keyed("application|" + contact + "|" + until));
        client.post(
                stack.gateway() + "/api/membership/application-confirmations/" + token,
                Json.object("membershipId", applicant.membershipId()));
    }

    private byte[] keyed(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readAllBytes(stack.secrets().folder().resolve("link-secret")), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private record Applicant(String membershipId, String email) {}

    private record Delay(long fromRequest, long fromAnswer) {}

    private record Awaited(String topic, long sent, long answered) {}

    /** An application's topic in the meeting service's store, looked for by its id. */
    private void factToEffect(int perSecond) throws Exception {
        List<Delay> delays = new ArrayList<>();
        try (MongoClient mongo = MongoClients.create(stack.mongoUri())) {
            MongoCollection<Document> topics = mongo.getDatabase("meeting").getCollection("topics");
            quiet(mongo);
            Load.paced(perSecond, Duration.ofSeconds(3), (number, thread) -> {
                confirm(submit());
            });
            quiet(mongo);
            BlockingQueue<Awaited> awaited = new LinkedBlockingQueue<>();
            CompletableFuture<Load.Result> load = CompletableFuture.supplyAsync(() ->
                    Load.paced(perSecond, Duration.ofSeconds(10), (number, thread) -> {
                        Applicant applicant = submit();
                        long sent = System.nanoTime();
                        confirm(applicant);
                        String topic = Ids.derived("topic", "application", applicant.membershipId());
                        awaited.add(new Awaited(topic, sent, System.nanoTime()));
                    }));
            int missing = watch(topics, awaited, load, delays);
            Load.Result result = load.join();
            double p50 = percentileMs(delays, Delay::fromRequest, 50);
            double p99 = percentileMs(delays, Delay::fromRequest, 99);
            report.row(
                    "confirmed application to topic of the agenda, " + perSecond + "/s",
                    String.format(
                            Locale.ROOT,
                            "p50 %.1f ms, p99 %.1f ms from sending the request; p50 %.1f ms, p99 %.1f ms from its answer; %d of %d%s",
                            p50,
                            p99,
                            percentileMs(delays, Delay::fromAnswer, 50),
                            percentileMs(delays, Delay::fromAnswer, 99),
                            delays.size(),
                            delays.size() + missing,
                            result.errorText()),
                    "seen by one look at all that are awaited, every 3 ms",
                    "p50 < 25 ms, p99 < 150 ms",
                    p50 < 25 && p99 < 150 && missing == 0 && result.errors() == 0);
        }
    }

    /** One look for all of them: hundreds of lookers would be the load. Returns how many never came. */
    private static int watch(
            MongoCollection<Document> topics,
            BlockingQueue<Awaited> answered,
            CompletableFuture<Load.Result> load,
            List<Delay> delays)
            throws InterruptedException {
        Map<String, Awaited> missing = new HashMap<>();
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (System.nanoTime() < end && !(load.isDone() && answered.isEmpty() && missing.isEmpty())) {
            List<Awaited> fresh = new ArrayList<>();
            answered.drainTo(fresh);
            fresh.forEach(one -> missing.put(one.topic(), one));
            if (!missing.isEmpty()) {
                topics.find(Filters.in("_id", missing.keySet()))
                        .projection(Projections.include("_id"))
                        .forEach(document -> {
                            Awaited there = missing.remove(document.getString("_id"));
                            if (there != null) {
                                long now = System.nanoTime();
                                delays.add(new Delay(now - there.sent(), now - there.answered()));
                            }
                        });
            }
            Thread.sleep(3);
        }
        return missing.size() + answered.size();
    }

    /** Until all that earlier rows set going has come to its end. */
    private static void quiet(MongoClient mongo) throws InterruptedException {
        Map<String, String> outboxes =
                Map.of("membership", "memberships", "meeting", "agendas", "notification", "mails");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long before = -1;
        while (System.nanoTime() < end) {
            long mails = 0;
            boolean waiting = false;
            for (Map.Entry<String, String> outbox : outboxes.entrySet()) {
                MongoCollection<Document> documents =
                        mongo.getDatabase(outbox.getKey()).getCollection(outbox.getValue());
                waiting |= documents
                                .find(new Document("relayAfter", new Document("$exists", true)))
                                .first()
                        != null;
                mails += documents.countDocuments();
            }
            if (!waiting && mails == before) {
                return;
            }
            before = mails;
            Thread.sleep(1000);
        }
    }

    private static double percentileMs(Collection<Long> times, double percent) {
        return percentileMs(times, Long::longValue, percent);
    }

    private static <T> double percentileMs(Collection<T> items, ToLongFunction<T> time, double percent) {
        long[] sorted = items.stream().mapToLong(time).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * percent / 100))] / 1e6;
    }
}
