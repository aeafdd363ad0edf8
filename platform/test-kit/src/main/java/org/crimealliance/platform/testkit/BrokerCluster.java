package org.crimealliance.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.crimealliance.stack.backbone.BackboneProcess;
import org.crimealliance.stack.backbone.Broker;
import org.jspecify.annotations.Nullable;

/**
 * Three brokers, each a process of its own, so that one can be killed: what has three replicas goes on with two. Their ids
 * are 1, 2 and 3.
 */
public final class BrokerCluster implements AutoCloseable {

    private static final int BROKERS = 3;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Path folder;
    private final List<Node> nodes;

    private BrokerCluster(Path folder, List<Node> nodes) {
        this.folder = folder;
        this.nodes = nodes;
    }

    /** Where one of them listens on loopback. */
    private record Ports(int id, int clients, int controller) {
        static Ports of(int id) {
            return new Ports(id, freePort(), freePort());
        }
    }

    /** What is particular about a cluster's brokers: Kafka's own settings, laid over those of three that anybody may use. */
    @FunctionalInterface
    public interface Settings {

        /** @param port where this broker listens for clients; {@code controllerPort} for its peers' controllers */
        Map<String, String> of(int id, int port, int controllerPort);
    }

    /** In the open: whoever comes may write and read. */
    public static BrokerCluster start(Path folder) {
        return start(folder, (id, port, controllerPort) -> Map.of());
    }

    public static BrokerCluster start(Path folder, Settings particular) {
        List<Ports> all = IntStream.rangeClosed(1, BROKERS).mapToObj(Ports::of).toList();
        String cluster = Uuid.randomUuid().toString();
        String voters = all.stream()
                .map(ports -> ports.id + "@127.0.0.1:" + ports.controller)
                .collect(Collectors.joining(","));
        List<Node> nodes = new ArrayList<>();
        BrokerCluster started = new BrokerCluster(folder, nodes);
        for (Ports ports : all) {
            Properties settings = new Properties();
            settings.putAll(Map.of(
                    Broker.CLUSTER_ID,
                    cluster,
                    "node.id",
                    Integer.toString(ports.id),
                    "controller.quorum.voters",
                    voters,
                    "min.insync.replicas",
                    "2",
                    "offsets.topic.replication.factor",
                    "3",
                    "transaction.state.log.replication.factor",
                    "3",
                    "share.coordinator.state.topic.replication.factor",
                    "3"));
            settings.putAll(particular.of(ports.id, ports.clients, ports.controller));
            nodes.add(new Node(folder.resolve("broker-" + ports.id), ports, settings));
        }
        try {
            nodes.forEach(Node::launch);
            nodes.forEach(Node::awaitReady);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Bootstrap servers. */
    public String servers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.ports.clients).collect(Collectors.joining(","));
    }

    /** kill -9, and returns when the process is gone. */
    public void kill(int id) {
        nodes.get(id - 1).kill();
    }

    /** By force: nothing of theirs is needed afterwards. */
    @Override
    public void close() {
        nodes.forEach(Node::kill);
    }

    @Override
    public String toString() {
        return "brokers in " + folder;
    }

    /** One broker, running or not. */
    private static final class Node {

        private final Path data;
        private final Ports ports;
        private @Nullable Process process;

        Node(Path data, Ports ports, Properties settings) {
            this.data = data;
            this.ports = ports;
            try {
                Path log = Files.createDirectories(data.resolve("kafka"));
                try (Writer writer = Files.newBufferedWriter(log.resolve(Broker.SETTINGS))) {
                    settings.store(writer, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void launch() {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-Dlogback.configurationFile=backbone-logback.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BackboneProcess.class.getName(),
                    "broker",
                    data.toString(),
                    ready().toString()));
            // store, broker, controller, SMTP and page of mails: only two of them listen
            for (int port : new int[] {0, ports.clients, ports.controller, 0, 0}) {
                command.add(Integer.toString(port));
            }
            try {
                Files.deleteIfExists(ready());
                process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitReady() {
            Awaitility.await("broker " + ports.id + " is ready, see " + log())
                    .atMost(READY_WITHIN)
                    .failFast(() -> process == null || !process.isAlive())
                    .until(() -> Files.exists(ready()));
        }

        void kill() {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
        }

        private Path ready() {
            return data.resolve("ready");
        }

        private Path log() {
            return data.resolve("broker.log");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
