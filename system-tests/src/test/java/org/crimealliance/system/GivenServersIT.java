package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.crimealliance.stack.FirstOfficers;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.Stack.Status;
import org.crimealliance.stack.backbone.BackboneProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Store and broker that somebody else runs: the launcher, as the {@code alliance} command starts it, uses them as they are,
 * starts none of its own and leaves them running.
 */
class GivenServersIT {

    private static final String TOPIC = "membership.events.v1";

    @TempDir
    Path folder;

    private final int theirs = Stack.freePortBase();
    private final String mongoUri = "mongodb://127.0.0.1:" + theirs;
    private final String kafka = "127.0.0.1:" + (theirs + 1);
    private final List<Process> processes = new ArrayList<>();

    /** The launcher in a process of its own, which the environment tells of the servers. */
    static final class Launched {

        private Launched() {}

        public static void main(String[] arguments) {
            Stack stack = stack(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            stack.start(Set.of("membership"), System.out::println);
            System.out.println("programs: " + stack.programs());
            stack.status().stream().filter(Status::running).forEach(one -> System.out.println("runs: " + one.name()));
            stack.appointFirst(new FirstOfficers.Officer(
                    "chair", "Amara Example", "chair@example.org", LocalDate.parse("2020-10-01")));
        }
    }

    private static Stack stack(Path data, int base) {
        return Stack.of(new Stack.Options(Stack.findRoot(), data, base));
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void they_are_used_and_none_of_ours_is_started() throws Exception {
        Path ready = folder.resolve("ready");
        Process backbone = java(
                folder.resolve("backbone.log"),
                Map.of(),
                BackboneProcess.class,
                "backbone",
                folder.resolve("theirs").toString(),
                ready.toString(),
                Integer.toString(theirs),
                Integer.toString(theirs + 1),
                Integer.toString(theirs + 2),
                Integer.toString(theirs + 3),
                Integer.toString(theirs + 4));
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(ready));

        Path data = folder.resolve("ours");
        int base = Stack.freePortBase();
        Path log = folder.resolve("launched.log");
        try {
            Process launched = java(
                    log,
                    Map.of("ALLIANCE_MONGODB_URI", mongoUri, "ALLIANCE_KAFKA", kafka),
                    Launched.class,
                    data.toString(),
                    Integer.toString(base));
            assertThat(launched.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(launched.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log).lines().filter(line -> line.startsWith("runs: ")))
                    .containsExactly("runs: mail", "runs: membership");
            assertThat(Files.readString(log).lines().filter(line -> line.startsWith("programs: ")))
                    .singleElement()
                    .asString()
                    .doesNotContain("store", "broker", "backbone");
            assertThat(data.resolve("store")).doesNotExist();
            assertThat(data.resolve("kafka")).doesNotExist();
            await("the event is on their topic").atMost(Duration.ofSeconds(60)).until(() -> told() > 0);
        } finally {
            stack(data, base).stop(line -> {});
        }
        assertThat(backbone.isAlive()).isTrue();
        try (MongoClient client = MongoClients.create(mongoUri)) {
            assertThat(client.getDatabase("membership").listCollectionNames().into(new ArrayList<>()))
                    .isNotEmpty();
        }
    }

    private long told() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            int partitions = admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .get(TOPIC)
                    .partitions()
                    .size();
            return admin
                    .listOffsets(IntStream.range(0, partitions)
                            .boxed()
                            .collect(java.util.stream.Collectors.toMap(
                                    one -> new TopicPartition(TOPIC, one), one -> OffsetSpec.latest())))
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private Process java(Path log, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Dlogback.configurationFile=backbone-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
