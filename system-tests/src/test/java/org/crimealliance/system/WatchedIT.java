package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crimealliance.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus with ops/prometheus reads the running platform: whatever an alert or a panel of Grafana asks for is exported, under
 * that name and with the labels it is asked by. A metric that nobody exports makes an alert that never fires.
 */
@SystemTest
class WatchedIT {

    private static final Path OPS = Stack.findRoot().resolve("ops");

    /** Has a value where TLS is given to a process, which it is not here: CertificateMetricsTest knows the name. */
    private static final Set<String> NOT_HERE = Set.of("alliance_certificates_left_seconds");

    /** What is well here: there need be no answer of this kind. */
    private static final String ONLY_IN_TROUBLE = "status=~\"5..\"";

    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL_OF_A_TEXT = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()(\\{(?:[^}\"]|\"[^\"]*\")*})?");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** @param labels what it groups by, and what the alert's texts name */
    private record Expression(String where, String text, Set<String> labels) {

        static Expression of(String where, String text, String texts) {
            Set<String> labels = new TreeSet<>();
            Matcher grouping = GROUPING.matcher(text);
            while (grouping.find()) {
                labels.addAll(List.of(grouping.group(1).trim().split("\\s*,\\s*")));
            }
            Matcher named = LABEL_OF_A_TEXT.matcher(texts);
            while (named.find()) {
                labels.add(named.group(1));
            }
            return new Expression(where, text, labels);
        }

        /** The series it asks for, each with all the labels it is asked by. */
        List<String> selectors() {
            List<String> found = new ArrayList<>();
            Matcher selector = SELECTOR.matcher(
                    GROUPING.matcher(RANGE.matcher(text).replaceAll("")).replaceAll(""));
            while (selector.find()) {
                if (!OPERATORS.contains(selector.group(1)) && !NOT_HERE.contains(selector.group(1))) {
                    String matchers = selector.group(2) == null
                            ? ""
                            : selector.group(2).substring(1, selector.group(2).length() - 1);
                    found.add(selector.group(1)
                            + Stream.concat(
                                            Stream.of(matchers.replace(ONLY_IN_TROUBLE, "status!=\"\""))
                                                    .filter(given -> !given.isBlank()),
                                            labels.stream().map(label -> label + "!=\"\""))
                                    .collect(Collectors.joining(",", "{", "}")));
                }
            }
            return found;
        }
    }

    @Test
    void whatever_is_asked_for_is_exported() throws Exception {
        TestPlatform platform = TestPlatform.shared();
        SmallCongress.open(platform, "watched", LocalDate.parse("2021-09-06")); // places free are a congress's
        platform.settleAMember();
        List<Expression> expressions =
                Stream.concat(panels().stream(), alerts().stream()).toList();
        assertThat(expressions)
                .hasSizeGreaterThan(30)
                .allSatisfy(one -> assertThat(
                                one.selectors().isEmpty() && NOT_HERE.stream().noneMatch(one.text()::contains))
                        .as(one.toString())
                        .isFalse());
        int port = freePort();
        Process prometheus = start(platform, port);
        try {
            URI api = URI.create("http://127.0.0.1:" + port);
            await("all processes are read")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> number(query(api, "count(up{job=\"alliance\"} == 1)")) == 7);
            for (Expression expression : expressions) {
                for (String selector : expression.selectors()) {
                    await(expression + " asks for " + selector)
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> !query(api, selector).isEmpty());
                }
            }
            for (Expression panel : panels()) {
                if (!panel.text().contains(ONLY_IN_TROUBLE)) {
                    await(panel.toString())
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> !query(api, panel.text()).isEmpty());
                }
            }
            await("each alert is evaluated without an error")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(api, "/api/v1/rules")
                                    .at("/data/groups/0/rules")
                                    .valueStream())
                            .hasSameSizeAs(alerts())
                            .allSatisfy(rule -> assertThat(rule.path("health").asString())
                                    .as(rule.toString())
                                    .isEqualTo("ok")));
        } finally {
            prometheus.destroy();
            prometheus.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** Reads the platform's processes in the place of those of docker-compose.yml, every five seconds. */
    private Process start(TestPlatform platform, int port) throws Exception {
        String config =
                Files.readString(OPS.resolve("prometheus/prometheus.yml")).replace("15s", "5s");
        for (int process = 0; process < 7; process++) {
            config = config.replaceAll(
                    "[a-z]+:" + (8400 + process), "127.0.0.1:" + (platform.options.portBase() + process));
        }
        Files.writeString(folder.resolve("prometheus.yml"), config);
        Files.copy(OPS.resolve("prometheus/alerts.yml"), folder.resolve("alerts.yml"));
        try {
            return new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .inheritIO()
                    .start();
        } catch (IOException notThere) {
            assumeTrue(false, "No Prometheus here (apt-get install prometheus)");
            throw notThere;
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Expression> alerts() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(OPS.resolve("prometheus/alerts.yml")));
        return file.get("groups").stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .map(rule -> Expression.of(
                        rule.get("alert").toString(),
                        rule.get("expr").toString(),
                        rule.get("annotations").toString()))
                .toList();
    }

    private static List<Expression> panels() throws IOException {
        List<Expression> panels = new ArrayList<>();
        try (Stream<Path> files = Files.list(OPS.resolve("grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode panel :
                        JsonMapper.shared().readTree(Files.readString(file)).path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String where =
                                file.getFileName() + ": " + panel.path("title").asString();
                        panels.add(Expression.of(where, target.path("expr").asString(), ""));
                    }
                }
            }
        }
        return panels;
    }

    private JsonNode query(URI api, String expression) throws IOException, InterruptedException {
        return get(api, "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .at("/data/result");
    }

    private static double number(JsonNode result) {
        return result.at("/0/value/1").asDouble(Double.NaN);
    }

    private JsonNode get(URI api, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
