package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be known of docker-compose.yml and of what it mounts without a Docker engine. */
class ComposeFileIT {

    private static final Path ROOT = Stack.findRoot();
    private static final Path COMPOSE = ROOT.resolve("docker-compose.yml");
    private static final Pattern PINNED =
            Pattern.compile("[a-z./-]+:v?\\d+\\.\\d+\\.\\d+[a-z0-9_.-]*(@sha256:[0-9a-f]{64})?");

    private static final String UP = "docker compose up --build --wait --wait-timeout 600";

    @TempDir
    Path folder;

    @Test
    void docker_compose_takes_the_file() throws Exception {
        List<String> command = commandAtHand();
        assumeTrue(
                !command.isEmpty(), "No docker-compose here: the file is parsed only (apt-get install docker-compose)");
        Path output = folder.resolve("output");
        Process config = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(config.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(config.exitValue()).as(Files.readString(output)).isZero();
    }

    @Test
    void every_image_is_pinned() throws Exception {
        services()
                .forEach((name, service) ->
                        assertThat((String) service.get("image")).as(name).matches(PINNED));
        try (var lines = Files.lines(ROOT.resolve("Dockerfile"))) {
            assertThat(lines.filter(line -> line.startsWith("FROM ")).map(line -> line.split(" ")[1]))
                    .isNotEmpty()
                    .allMatch(image -> PINNED.matcher(image).matches());
        }
    }

    @Test
    void no_secret_stands_in_it() throws Exception {
        services()
                .forEach((name, service) -> environment(service).forEach((key, value) -> {
                    if (key.matches("(?i).*(secret(?!ary)|password|token|key|credential).*")
                            && !key.endsWith("_TYPE")) {
                        assertThat(value).as(name + ": " + key).matches("/run/secrets(/.*)?");
                    }
                    assertThat(value).as(name + ": " + key).doesNotContainPattern("://[^/@]+:[^/@]+@");
                }));
        Map<String, Map<String, Object>> secrets = part("secrets");
        assertThat(secrets.values()).allSatisfy(secret -> assertThat(secret).containsOnlyKeys("file"));
        assertThat(Files.readAllLines(ROOT.resolve(".gitignore"))).contains("/secrets/");
    }

    @Test
    void deploy_secrets_makes_each_that_it_reads_and_the_workflow_none_by_itself() throws Exception {
        Process made = new ProcessBuilder(ROOT.resolve("deploy/secrets").toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(part("secrets")).allSatisfy((name, secret) -> {
            assertThat(secret).containsEntry("file", "./secrets/" + name);
            assertThat(folder.resolve(name)).isRegularFile();
        });
        String workflow = Files.readString(ROOT.resolve(".github/workflows/build.yml"));
        assertThat(workflow.lines().map(String::strip)).containsSubsequence("deploy/secrets", UP);
        assertThat(workflow).doesNotContain("openssl").doesNotContainPattern("\\bsecrets/");
    }

    @Test
    void it_has_every_process_of_the_local_stack_at_its_port() throws Exception {
        Map<String, Map<String, Object>> services = services();
        for (Topology.Program program : new Topology(8400, false).programs()) {
            if (program.isBackbone()) {
                continue;
            }
            assertThat(services).containsKey(program.name());
            assertThat(services.get(program.name()).get("build"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry(
                            "args",
                            Map.of(
                                    "MODULE", program.module(),
                                    "PORT",
                                            Integer.toString(
                                                    8400 + program.ports().getFirst())));
        }
        assertThat(services)
                .containsKeys("mongodb", "kafka-1", "kafka-2", "kafka-3", "mailpit", "prometheus", "grafana");
    }

    @Test
    void nobody_has_anothers_password() throws Exception {
        Map<String, Map<String, Object>> services = services();
        String users = Files.readString(ROOT.resolve("deploy/mongodb/users.js"));
        services.forEach((name, service) -> {
            List<String> secrets = service.get("secrets") instanceof List<?> mounted
                    ? mounted.stream().map(Object::toString).toList()
                    : List.of();
            if (!service.containsKey("build")) {
                assertThat(secrets.stream().filter(secret -> secret.contains("kafka-") && name.equals("mongodb")))
                        .isEmpty();
                return;
            }
            for (String server : List.of("mongodb", "kafka")) {
                assertThat(secrets.stream().filter(secret -> secret.contains(server + "-")))
                        .as(name)
                        .allMatch(("{source=" + server + "-" + name + ", target=" + server + "-password}")::equals)
                        .hasSize(name.equals("gateway") || name.equals("portal") && server.equals("kafka") ? 0 : 1);
            }
            if (!name.equals("gateway")) {
                assertThat(environment(service)).containsEntry("ALLIANCE_MONGODB_USER", name);
                assertThat(users).contains("'" + name + "'");
            }
        });
    }

    @Test
    void everything_has_limits_and_nothing_is_open_to_other_machines() throws Exception {
        services().forEach((name, service) -> {
            assertThat(service.toString()).as(name).contains("memory=").contains("cpus=");
            if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports).as(name).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
            }
        });
    }

    @Test
    void whoever_is_waited_for_can_say_that_it_is_healthy() throws Exception {
        Map<String, Map<String, Object>> services = services();
        services.forEach((name, service) -> {
            if (service.get("depends_on") instanceof Map<?, ?> dependencies) {
                dependencies.forEach((on, condition) -> {
                    Map<String, Object> other = services.get(on);
                    assertThat(other).as(name + " waits for " + on).isNotNull();
                    if (condition.toString().contains("service_healthy")) {
                        // our own images bring their check
                        assertThat(other.containsKey("healthcheck") || other.containsKey("build"))
                                .as(on + " has a check")
                                .isTrue();
                    }
                });
            }
        });
    }

    @Test
    void prometheus_asks_every_service() throws Exception {
        String scrape = Files.readString(ROOT.resolve("ops/prometheus/prometheus.yml"));
        for (Topology.Program program : new Topology(8400, false).programs()) {
            if (!program.isBackbone()) {
                assertThat(scrape)
                        .contains("- " + program.name() + ":"
                                + (8400 + program.ports().getFirst()));
            }
        }
    }

    /** Whoever shares another's network stands without one as soon as that other is started anew, and takes itself for well. */
    @Test
    void each_is_found_at_an_address_of_its_own() throws Exception {
        Map<String, Map<String, Object>> services = services();
        assertThat(services.values())
                .allSatisfy(
                        service -> assertThat(service).containsKey("networks").doesNotContainKey("network_mode"));
        List<String> addresses = services.values().stream()
                .filter(service -> service.get("networks").toString().contains("ipv4_address"))
                .map(ComposeFileIT::address)
                .toList();
        assertThat(addresses).hasSize(3).doesNotHaveDuplicates();
        for (String asking : List.of("gateway", "portal")) {
            environment(services.get(asking)).forEach((name, value) -> {
                if (name.startsWith("ALLIANCE_URL_")) {
                    String asked = name.substring("ALLIANCE_URL_".length()).toLowerCase(Locale.ROOT);
                    Map<?, ?> build = (Map<?, ?>) services.get(asked).get("build");
                    assertThat(value)
                            .as(name)
                            .isEqualTo("http://" + asked + ":" + ((Map<?, ?>) build.get("args")).get("PORT"));
                }
            });
        }
    }

    /** What is in memory counts against the container, and an upload is larger than what is to spare there. */
    @Test
    void the_gateway_holds_uploads_on_a_disk_where_it_may_write() throws Exception {
        Map<String, Object> gateway = services().get("gateway");
        String spool = environment(gateway).get("ALLIANCE_SPOOL");
        assertThat((List<?>) gateway.get("volumes")).hasToString("[spool:" + spool + "]");
        assertThat(gateway.get("tmpfs")).hasToString("[/tmp]");
        assertThat(part("volumes")).containsKey("spool");
        assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains("install -d -m 700 -o alliance " + spool);
    }

    @Test
    void what_is_said_of_callers_counts_from_the_gateway_alone_and_metrics_are_for_prometheus() throws Exception {
        Map<String, Map<String, Object>> services = services();
        String gateway = address(services.get("gateway"));
        String prometheus = address(services.get("prometheus"));
        for (Topology.Program program : new Topology(8400, false).programs()) {
            if (program.isBackbone()) {
                continue;
            }
            Map<String, String> environment = environment(services.get(program.name()));
            String trusted = String.valueOf(environment.get("ALLIANCE_TRUSTED_PROXIES"));
            switch (program.name()) {
                case "gateway" ->
                    assertThat(trusted)
                            .as("the portal and the proxy")
                            .isEqualTo(address(services.get("portal")).replace(".", "\\.")
                                    + "|${ALLIANCE_TRUSTED_PROXIES:-}");
                default ->
                    assertThat(gateway)
                            .matches(trusted)
                            .satisfies(any ->
                                    assertThat(address(services.get("portal"))).doesNotMatch(trusted));
            }
            assertThat(prometheus).matches(environment.get("ALLIANCE_METRICS_FROM"));
            assertThat(gateway).doesNotMatch(environment.get("ALLIANCE_METRICS_FROM"));
        }
    }

    private static String address(Map<String, Object> service) {
        Map<?, ?> networks = (Map<?, ?>) service.get("networks");
        return String.valueOf(((Map<?, ?>) networks.get("inside")).get("ipv4_address"));
    }

    private static List<String> commandAtHand() throws InterruptedException {
        for (List<String> candidate : List.of(List.of("docker-compose"), List.of("docker", "compose"))) {
            try {
                List<String> version = new java.util.ArrayList<>(candidate);
                version.add("version");
                Process process = new ProcessBuilder(version)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() == 0) {
                    List<String> command = new java.util.ArrayList<>(candidate);
                    command.addAll(List.of("-f", COMPOSE.toString(), "config"));
                    return command;
                }
            } catch (IOException notThere) {
                // the next one
            }
        }
        return List.of();
    }

    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (service.get("environment") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> environment.put(key.toString(), String.valueOf(value)));
        }
        return environment;
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        return part("services");
    }

    private static Map<String, Map<String, Object>> part(String name) throws IOException {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(COMPOSE));
        return file.getOrDefault(name, Map.of());
    }
}
