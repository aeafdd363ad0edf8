package org.crimealliance.stack.backbone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and controller (KRaft) on loopback, with its log in a folder: alone, or as a file of settings beside its log
 * says, one of several.
 */
public final class Broker implements AutoCloseable {

    /** Kafka's own settings, laid over those here, in the folder of the log. */
    public static final String SETTINGS = "broker.properties";

    /** One for all brokers of a cluster, among the settings; made up for a broker that is alone. */
    public static final String CLUSTER_ID = "cluster.id";

    private static final String NODE_ID = "node.id";

    private final KafkaRaftServer server;
    private final String address;

    private Broker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    public static Broker start(Path folder, int port, int controllerPort) {
        Map<String, String> config = alone(port, controllerPort);
        config.put("log.dirs", folder.toString());
        config.putAll(settings(folder));
        format(folder, config);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        return new Broker(server, "127.0.0.1:" + port);
    }

    private static Map<String, String> alone(int port, int controllerPort) {
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put(NODE_ID, "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            config.put(topic + ".replication.factor", "1");
            config.put(topic + ".num.partitions", "3");
        }
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.retention.minutes", "5256000"); // ten years: a stack may rest for long
        config.put("message.max.bytes", "4194304");
        config.put("log.cleaner.dedupe.buffer.size", "4194304");
        config.put("log.cleaner.threads", "1");
        config.put("broker.heartbeat.interval.ms", "500");
        config.put("broker.session.timeout.ms", "5000");
        return config;
    }

    private static Map<String, String> settings(Path folder) {
        Path file = folder.resolve(SETTINGS);
        Map<String, String> settings = new HashMap<>();
        if (Files.exists(file)) {
            Properties written = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                written.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            written.stringPropertyNames().forEach(name -> settings.put(name, written.getProperty(name)));
        }
        return settings;
    }

    private static void format(Path folder, Map<String, String> config) {
        String cluster = config.remove(CLUSTER_ID);
        try {
            if (Files.exists(folder.resolve("meta.properties"))) {
                return;
            }
            Files.createDirectories(folder);
            new Formatter()
                    .setClusterId(cluster == null ? Uuid.randomUuid().toString() : cluster)
                    .setNodeId(Integer.parseInt(config.get(NODE_ID)))
                    .addDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the broker's folder " + folder, e);
        }
    }

    /** host:port of the broker. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
