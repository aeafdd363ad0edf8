package org.crimealliance.platform.testkit.fuzz;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crimealliance.platform.testkit.TestTokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a running service's own API document and sends every operation what it does not ask for. It fails if an answer is
 * a 5xx, an error that is no problem details, a status or a body that the document does not tell of, or if a request that
 * was refused has changed what is stored. The seed is printed; {@code -Dalliance.fuzz.seed=N} repeats a run.
 */
public final class ApiFuzz {

    /** Whoever has all of them may call everything: who may call what is another test's. */
    private static final String EVERY_ROLE = TestTokens.withRoles(
            "chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");

    /** So many requests are sent between two looks at what is stored. */
    private static final int TOGETHER = 25;

    private final String server;
    private final MongoDatabase database;
    private final long seed = Long.getLong("alliance.fuzz.seed", System.nanoTime() % 1_000_000);
    private final Map<String, String> examples = new HashMap<>();
    private final Harvest harvest = new Harvest();
    private final Map<String, String> findings = new TreeMap<>();
    private final Map<String, Set<Integer>> answered = new TreeMap<>();
    private int sent;
    private String token = EVERY_ROLE;

    public ApiFuzz(int port, MongoDatabase database) {
        this.server = "http://127.0.0.1:" + port;
        this.database = database;
    }

    /** Who calls; by default somebody with all roles of {@link TestTokens}. */
    public ApiFuzz by(String bearerToken) {
        this.token = bearerToken;
        return this;
    }

    /**
     * A body, or the file of an upload, that gets further in than one made up from the schema.
     *
     * @param operation like {@code POST /api/meetings}
     * @param body {@code @n@} in it is another number each time
     */
    public ApiFuzz example(String operation, String body) {
        examples.put(operation, body);
        return this;
    }

    public void run() {
        long began = System.nanoTime();
        System.out.println("fuzz seed " + seed + " (-Dalliance.fuzz.seed=" + seed + " repeats it)");
        try (OneConnection http = new OneConnection()) {
            JsonNode document = document(http);
            DocumentRules.broken(document).forEach(rule -> findings.put("the API document: " + rule, ""));
            List<Operation> operations = operations(document);
            BadRequests requests = new BadRequests(document, examples, harvest, new Random(seed));
            Judge judge = new Judge(document);
            Set<String> unknown = new TreeSet<>(examples.keySet());
            operations.forEach(operation -> unknown.remove(operation.name()));
            if (!unknown.isEmpty()) {
                throw new AssertionError("examples for operations that are not there: " + unknown);
            }
            strangers(http, document, operations);
            for (Operation operation : operations) {
                send(http, judge, operation, requests.good(operation));
            }
            List<Operation> makers = operations.stream()
                    .filter(operation ->
                            operation.changes() && !operation.path().contains("{"))
                    .toList();
            for (Operation operation : operations) {
                // what was made before may be closed, sent or gone by now
                makers.forEach(maker -> send(http, judge, maker, requests.good(maker)));
                fuzz(http, judge, operation, requests.bad(operation));
            }
            operations.stream()
                    .collect(Collectors.groupingBy(Operation::path, LinkedHashMap::new, Collectors.toList()))
                    .forEach((path, there) -> fuzz(http, judge, null, requests.methods(path, there)));
        }
        System.out.printf("fuzz took %.1f s%n", (System.nanoTime() - began) / 1e9);
        tell();
    }

    /** Who shows no token is told so, before anything is said of the body. */
    private void strangers(OneConnection http, JsonNode document, List<Operation> operations) {
        for (Operation operation : operations) {
            boolean forAnybody = document.path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase(Locale.ROOT))
                    .path("security")
                    .isEmpty();
            if (!forAnybody && operation.bodySchema() != null) {
                Request request = Request.of(
                                "no token and no JSON",
                                operation.method(),
                                operation.path().replaceAll("[{}]", ""),
                                Request.JSON,
                                "{")
                        .with("no token", "Authorization", "");
                HttpResponse<byte[]> answer = answer(http, request);
                if (answer != null && answer.statusCode() != 401) {
                    findings.put(operation.name() + " answers a stranger " + answer.statusCode(), request.toString());
                }
            }
        }
    }

    private void fuzz(OneConnection http, Judge judge, @Nullable Operation operation, List<Request> requests) {
        if (operation != null && !operation.changes()) {
            requests.forEach(request -> send(http, judge, operation, request));
            return;
        }
        for (int from = 0; from < requests.size(); from += TOGETHER) {
            List<Request> some = requests.subList(from, Math.min(from + TOGETHER, requests.size()));
            StoredState before = StoredState.of(database);
            List<Request> refused = some.stream()
                    .filter(request -> send(http, judge, operation, request) >= 400)
                    .toList();
            boolean allRefused = refused.size() == some.size();
            if (!refused.isEmpty() && !(allRefused && StoredState.of(database).equals(before))) {
                blameIfAgain(http, refused);
            }
        }
    }

    /** What was accepted changes things, and may do so late: what was refused is sent again, by itself. */
    private void blameIfAgain(OneConnection http, List<Request> refused) {
        StoredState earlier = settled();
        refused.forEach(request -> answer(http, request));
        if (!StoredState.of(database).equals(earlier)) {
            refused.forEach(request -> blameIfAgain(http, request));
        }
    }

    /** Only who changes something again and again is blamed: there may be late work of others. */
    private void blameIfAgain(OneConnection http, Request request) {
        Set<String> changed = Set.of();
        for (int attempt = 0; attempt < 3; attempt++) {
            StoredState earlier = settled();
            answer(http, request);
            changed = StoredState.of(database).changedSince(earlier);
            if (changed.isEmpty()) {
                return;
            }
        }
        findings.put(request.method() + " was refused and changed " + changed, request.toString());
    }

    private StoredState settled() {
        StoredState[] last = {StoredState.of(database)};
        await().pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ofMillis(50))
                .until(() -> {
                    StoredState now = StoredState.of(database);
                    boolean same = now.equals(last[0]);
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    /** Sends it, judges the answer and keeps what can be asked for later. */
    private int send(OneConnection http, Judge judge, @Nullable Operation operation, Request request) {
        HttpResponse<byte[]> answer = answer(http, request);
        sent++;
        if (answer == null) {
            return 400;
        }
        String name = operation == null ? "an address without this method" : operation.name();
        if (request.unacceptable() && answer.statusCode() < 400) {
            findings.putIfAbsent(name + " takes what its document refuses: " + request.spoilt(), request.toString());
        }
        answered.computeIfAbsent(name, absent -> new TreeSet<>()).add(answer.statusCode());
        judge.complaint(operation, answer)
                .ifPresent(complaint -> findings.putIfAbsent(
                        name + " " + complaint,
                        request + "\n      -> " + new String(answer.body(), StandardCharsets.UTF_8)));
        JsonNode body = answer.statusCode() < 300 && operation != null ? Judge.json(answer.body()) : null;
        if (body != null && operation != null) {
            harvest.gather(operation.path(), body);
        }
        return answer.statusCode();
    }

    /** Null where the server hung up on a body that it would not read. */
    private @Nullable HttpResponse<byte[]> answer(OneConnection http, Request request) {
        try {
            return http.send(request.to(server, token));
        } catch (IOException e) {
            if (!request.spoilt().contains("size")) {
                findings.put(request.method() + " is not answered: " + e, request.toString());
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode document(OneConnection http) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server + "/v3/api-docs")).build();
            return JsonMapper.builder().build().readTree(http.send(request).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What makes things first, then what reads them, then what is done to them; short addresses before long ones. */
    private static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(Operation.of(path.getKey(), method.getKey(), method.getValue()))));
        operations.sort(
                Comparator.comparing((Operation operation) -> operation.path().contains("{") ? 1 : 0)
                        .thenComparing(operation -> operation.changes() ? 0 : 1)
                        .thenComparing(operation -> operation.path().length())
                        .thenComparing(Operation::name));
        if (operations.isEmpty()) {
            throw new AssertionError("no operation in the API document: " + document);
        }
        return operations;
    }

    private void tell() {
        List<String> neverDone = answered.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(status -> status < 300))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
        System.out.println(
                "fuzz: " + sent + " requests to " + answered.size() + " operations; never done: " + neverDone);
        if (!findings.isEmpty()) {
            throw new AssertionError(findings.size() + " findings with seed " + seed + ":\n"
                    + findings.entrySet().stream()
                            .map(finding -> "  - " + finding.getKey() + "\n      " + finding.getValue())
                            .collect(Collectors.joining("\n")));
        }
    }
}
