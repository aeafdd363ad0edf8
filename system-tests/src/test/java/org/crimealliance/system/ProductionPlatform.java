package org.crimealliance.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.crimealliance.platform.testkit.BrokerCluster;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.backbone.Store;
import org.crimealliance.stack.mail.MailCatcher;
import org.springframework.util.FileSystemUtils;

/**
 * What docker-compose.yml starts, without Docker: every service in its production profile, with the environment and the
 * secrets that stand there; three brokers with the settings that stand there; nginx as in {@code deploy/nginx}. Hosts, ports
 * and paths are this machine's. The store is the backbone's, which knows no log-in and is no replica set: by TLS all the same.
 */
final class ProductionPlatform implements AutoCloseable {

    private static final String MOUNTED = "/run/secrets";
    private static final Duration READY_WITHIN = Duration.ofMinutes(8);
    private static final int COMPOSE_BASE = 8400;

    // above the services, as in the local stack
    private static final int MAIL_PAGE = 7;
    private static final int SMTP = 8;
    private static final int NGINX = 9;
    private static final int STORE = 11;
    private static final int MAILBOX = 12;

    private final Path root = Stack.findRoot();
    private final Path folder = root.resolve("system-tests/target/production");
    private final int base = Stack.freePortBase();
    private final Stack built = Stack.of(new Stack.Options(root, folder, base));
    private final Compose compose;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Process> processes = new HashMap<>();
    private final BrokerCluster brokers;

    /** Starts everything and returns when all of it is ready. */
    static ProductionPlatform start(Map<String, String> elsewhere) throws Exception {
        return new ProductionPlatform(elsewhere);
    }

    /** @param elsewhere environment that points at the test instead of at a service */
    private ProductionPlatform(Map<String, String> elsewhere) throws Exception {
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        compose = Compose.read(
                root.resolve("docker-compose.yml"),
                Map.of(
                        "ALLIANCE_PUBLIC_URL",
                        address(),
                        "ALLIANCE_TRUSTED_PROXIES",
                        "127\\.0\\.0\\.1",
                        "ALLIANCE_SMTP_HOST",
                        "127.0.0.1",
                        "ALLIANCE_SMTP_PORT",
                        port(SMTP)));
        try {
            run(List.of(root.resolve("deploy/secrets").toString(), secrets().toString()));
            trustTheAuthority();
            brokers = BrokerCluster.start(folder.resolve("brokers"), this::broker);
            parts.push(brokers);
            grant();
            startStore();
            parts.push(MailCatcher.start(folder.resolve("mail"), base + SMTP, base + MAIL_PAGE));
            startNginx();
            compose.built().forEach(service -> startService(service, elsewhere));
            for (Compose.Service service : compose.built()) {
                awaitReady(service);
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /** The platform's public address, without a slash at its end. */
    String address() {
        return "https://localhost:" + port(NGINX);
    }

    URI caughtMail() {
        return URI.create("http://127.0.0.1:" + port(MAIL_PAGE));
    }

    /** A service's own address, without a slash at its end. */
    String address(String service) {
        return compose.built().stream()
                .filter(one -> one.name().equals(service))
                .map(one -> "http://127.0.0.1:" + (base + one.port() - COMPOSE_BASE))
                .findFirst()
                .orElseThrow();
    }

    int mailIntake() {
        return base + MAILBOX;
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    Path log(String service) {
        return folder.resolve(service + ".log");
    }

    /** A client's settings as a service has them: who it says to be, and by which password. */
    Map<String, Object> kafkaClient(String user, Path password) throws IOException {
        return Map.of(
                "bootstrap.servers",
                brokers.servers(),
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                secrets().resolve("ca.pem").toString(),
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + Files.readString(password) + "\";");
    }

    /** As whoever grants access. */
    Admin admin() throws IOException {
        Properties settings = new Properties();
        String file = Files.readString(root.resolve("deploy/kafka/admin.properties"));
        settings.load(Reader.of(file.replace(MOUNTED, mounted("kafka-access").toString())));
        settings.put("bootstrap.servers", brokers.servers());
        return Admin.create(settings);
    }

    /** What deploy/kafka/access grants. */
    List<AclBinding> access() throws IOException {
        List<AclBinding> granted = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("deploy/kafka/access"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] arguments = line.split(" ");
            String principal = "";
            List<AclOperation> operations = new ArrayList<>();
            List<ResourcePattern> resources = new ArrayList<>();
            for (int i = 0; i < arguments.length; i += 2) {
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--allow-principal" -> principal = value;
                    case "--operation" ->
                        operations.add(AclOperation.fromString(
                                value.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT)));
                    case "--topic" ->
                        resources.add(new ResourcePattern(ResourceType.TOPIC, value, PatternType.LITERAL));
                    case "--group" ->
                        resources.add(new ResourcePattern(ResourceType.GROUP, value, PatternType.LITERAL));
                    default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
                }
            }
            for (ResourcePattern resource : resources) {
                for (AclOperation operation : operations) {
                    granted.add(new AclBinding(
                            resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
                }
            }
        }
        return granted;
    }

    private void grant() throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(access()).all().get(60, TimeUnit.SECONDS);
        }
    }

    /** One of Kafka's containers: KAFKA_A_B is Kafka's a.b. */
    private Map<String, String> broker(int id, int port, int controllerPort) {
        String name = "kafka-" + id;
        Map<String, String> settings = new HashMap<>();
        compose.environment(name).forEach((variable, value) -> {
            if (variable.startsWith("KAFKA_") && !variable.equals("KAFKA_HEAP_OPTS")) {
                settings.put(
                        variable.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value.replace(MOUNTED, mounted(name).toString())
                                .replaceAll("//[a-z0-9-]*:9092", "//127.0.0.1:" + port)
                                .replaceAll("//[a-z0-9-]*:9093", "//127.0.0.1:" + controllerPort));
            }
        });
        settings.remove("controller.quorum.voters"); // hosts and ports of all, which the cluster knows
        settings.remove("log.dirs");
        return settings;
    }

    private void startStore() throws IOException {
        Path data = Files.createDirectories(folder.resolve("store"));
        Files.copy(mounted("mongodb").resolve("mongodb.pem"), data.resolve(Store.CERTIFICATE));
        parts.push(Store.onFile(data.resolve("alliance.mv"), base + STORE));
    }

    private void startNginx() throws IOException {
        Path home = Files.createDirectories(folder.resolve("nginx"));
        Files.writeString(
                home.resolve("alliance.conf"),
                Files.readString(root.resolve("deploy/nginx/alliance.conf"))
                        .replace("listen [::]:443 ssl;", "")
                        .replace("listen 443 ssl;", "listen 127.0.0.1:" + port(NGINX) + " ssl;")
                        .replace("127.0.0.1:8400", "127.0.0.1:" + port(0))
                        .replaceAll(
                                "/etc/ssl/[^;]*",
                                mounted("kafka-1").resolve("kafka.pem").toString()));
        String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(what -> what + "_temp_path " + home.resolve(what) + ";\n")
                .reduce("", String::concat);
        // as root its workers would be somebody who may not look into this folder
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        Files.writeString(
                home.resolve("nginx.conf"),
                user + "daemon off;\nworker_processes 1;\npid " + home.resolve("pid") + ";\nerror_log stderr;\n"
                        + "events {}\nhttp {\n" + temporary + "include alliance.conf;\n}\n");
        launch("nginx", List.of(nginx(), "-p", home.toString(), "-c", "nginx.conf"), Map.of());
    }

    /** Where Debian puts it, which is not on everybody's path. */
    static String nginx() {
        return "/usr/sbin/nginx";
    }

    private void startService(Compose.Service service, Map<String, String> elsewhere) {
        Map<String, String> environment = new HashMap<>();
        compose.environment(service.name()).forEach((name, value) -> environment.put(name, here(service, value)));
        environment.put("SERVER_PORT", Integer.toString(base + service.port() - COMPOSE_BASE));
        environment.put("ALLIANCE_SPOOL", folder.resolve("spool").toString());
        environment.remove("ALLIANCE_MONGODB_USER"); // nobody to log in to
        environment.computeIfPresent("ALLIANCE_MAILBOX_SMTP_PORT", (name, value) -> port(MAILBOX));
        elsewhere.forEach((name, value) -> environment.replace(name, value));
        launch(
                service.name(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Duser.timezone=UTC",
                        "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12"),
                        "-Djavax.net.ssl.trustStorePassword=trusted",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        built.unpacked(service.name()).toString()),
                environment);
    }

    /** The hosts of the containers' network are this machine. */
    private String here(Compose.Service service, String value) {
        String here = value.replace(MOUNTED, mounted(service.name()).toString())
                .replace("kafka-1:9092,kafka-2:9092,kafka-3:9092", brokers.servers())
                .replace("mongodb://mongodb:27017/?replicaSet=rs0", "mongodb://127.0.0.1:" + port(STORE))
                .replaceAll("172\\\\\\.28\\\\\\.84\\\\\\.1[0-2]", "127\\\\.0\\\\.0\\\\.1");
        for (Compose.Service one : compose.built()) {
            here = here.replaceAll("//[a-z0-9.]+:" + one.port(), "//127.0.0.1:" + (base + one.port() - COMPOSE_BASE));
        }
        return here;
    }

    /** The folder that a container would see at /run/secrets. */
    private Path mounted(String service) {
        Path mounted = folder.resolve("mounted").resolve(service);
        if (!Files.exists(mounted)) {
            try {
                Files.createDirectories(mounted);
                for (Map.Entry<String, String> secret : compose.secrets(service).entrySet()) {
                    Files.copy(
                            secrets().resolve(secret.getValue()),
                            mounted.resolve(secret.getKey()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new IllegalStateException(service + " lacks a secret that it mounts", e);
            }
        }
        return mounted;
    }

    /** In production the public certificate is one that every JVM trusts. */
    private void trustTheAuthority() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(secrets().resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (var out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
            trusted.store(out, "trusted".toCharArray());
        }
    }

    KeyStore trusted() throws Exception {
        return KeyStore.getInstance(folder.resolve("trusted.p12").toFile(), "trusted".toCharArray());
    }

    private void awaitReady(Compose.Service service) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create(address(service.name()) + "/actuator/health/readiness");
            await(service.name() + " is ready, see " + log(service.name()))
                    .atMost(READY_WITHIN)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast(() -> !processes.get(service.name()).isAlive())
                    .until(() ->
                            http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    == 200);
        }
    }

    private void launch(String name, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("ALLIANCE_")
                        || variable.startsWith("SPRING_")
                        || variable.startsWith("SERVER_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            processes.put(name, process);
            parts.push(() -> stop(process));
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + name, e);
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log("secrets").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(log("secrets")));
        }
    }

    private String port(int offset) {
        return Integer.toString(base + offset);
    }

    Collection<String> services() {
        return compose.built().stream().map(Compose.Service::name).toList();
    }

    /** The last first; the services all at once, as none waits for another. */
    @Override
    public void close() {
        processes.forEach((name, process) -> process.destroy());
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.out.println("stopping: " + e);
            }
        }
    }
}
