package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.crimealliance.demo.Mailbox;
import org.crimealliance.demo.Mailbox.Mail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import tools.jackson.databind.json.JsonMapper;

/** docker-compose.yml, without Docker: what it sets is enough for every service to do its work, and no more than it needs. */
@DisabledIfEnvironmentVariable(
        named = "ALLIANCE_KAFKA",
        matches = ".+",
        disabledReason = "brokers with ACLs of their own")
class ProductionIT {

    private static final Pattern ONE_TIME_LINK = Pattern.compile("https://[^/]+(/one-time/[A-Za-z0-9_-]{20,})");
    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String REVOCATIONS = "identity.events.v1";

    private static final BlockingQueue<Headers> ARRIVED = new LinkedBlockingQueue<>();

    private static HttpServer upstream;
    private static ProductionPlatform platform;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(ProductionPlatform.nginx())),
                "No nginx here (apt-get install nginx-light): production is not tried");
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            ARRIVED.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        upstream.start();
        platform = ProductionPlatform.start(Map.of(
                "ALLIANCE_URL_NOTIFICATION",
                "http://127.0.0.1:" + upstream.getAddress().getPort()));
        http = client("127.0.0.1");
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
        if (upstream != null) {
            upstream.stop(0);
        }
    }

    @Test
    void the_front_door_answers_through_nginx() throws Exception {
        HttpResponse<String> front = get("/");
        assertThat(front.statusCode()).isEqualTo(200);
        assertThat(front.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(front.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(get("/.well-known/openid-configuration").body())
                .contains("\"issuer\":\"" + platform.address() + "\"");
        assertThat(get("/oauth2/jwks").body()).contains("\"kty\":\"RSA\"");
        assertThat(get("/api/membership/members").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(404);
    }

    @Test
    void what_a_caller_says_of_itself_ends_at_nginx() throws Exception {
        ARRIVED.clear();
        HttpResponse<String> answer = client("127.0.0.7")
                .send(
                        HttpRequest.newBuilder(URI.create(platform.address() + "/api/notifications/mails"))
                                .header("X-Forwarded-For", "203.0.113.9")
                                .header("X-Forwarded-Host", "evil.example.org")
                                .header("X-Forwarded-Proto", "http")
                                .header("Forwarded", "for=203.0.113.9;host=evil.example.org")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
        Headers headers = ARRIVED.poll(10, TimeUnit.SECONDS);
        assertThat(headers).isNotNull();
        assertThat(headers.get("X-Forwarded-For")).containsExactly("127.0.0.7");
        assertThat(headers.get("X-Forwarded-Proto")).containsExactly("https");
        assertThat(headers.get("X-Forwarded-Host")).containsExactly("localhost");
        assertThat(headers.get("X-Forwarded-Port"))
                .containsExactly(Integer.toString(URI.create(platform.address()).getPort()));
        assertThat(headers.get("Forwarded")).isNull();
    }

    /** By the operator's command, the store, the topics of three services, mail, the provider and a call with a token. */
    @Test
    void the_first_chair_signs_in_by_a_link_and_sees_the_officers() throws Exception {
        String name = "Amara Example";
        String email = "chair@example.org";
        HttpResponse<String> appointed = http.send(
                HttpRequest.newBuilder(
                                URI.create(platform.address("membership") + "/api/operator/membership/first-officers"))
                        .header("Content-Type", "application/json")
                        .header(
                                "X-Operator-Secret",
                                Files.readString(platform.secrets().resolve("operator-secret")))
                        .POST(BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of("office", "chair", "name", name, "email", email, "from", "2021-01-01"))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(appointed.statusCode()).as(appointed.body()).isEqualTo(201);
        try (Admin admin = platform.admin()) {
            await("identity has heard of it")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> read(admin, "identity-service") > 0);
        }
        HttpResponse<String> login = get("/officers");
        assertThat(login.uri().getPath()).isEqualTo("/login");
        HttpResponse<String> asked = submit(login, "/one-time/request", Map.of("email", email));
        assertThat(asked.statusCode()).isEqualTo(200);
        Mailbox mails = new Mailbox(platform.caughtMail());
        Mail mail = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> mails.all().stream()
                                .filter(one -> one.to().equals(email))
                                .filter(one -> ONE_TIME_LINK.matcher(one.text()).find())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        String link = ONE_TIME_LINK
                .matcher(mail.text())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> officers = submit(get(link), "/one-time/", Map.of());
        assertThat(officers.uri().getPath()).isEqualTo("/officers");
        assertThat(officers.statusCode()).isEqualTo(200);
        assertThat(officers.body()).contains(name);
        assertThat(Bounce.passOn(platform.mailIntake(), Bounce.returnPath(mails, mail)))
                .as("what a mail server passes on is taken")
                .isEqualTo(250);
        assertThat(Bounce.passOn(platform.mailIntake(), "post+b.guessed.0000000000000000@alliance.example.org"))
                .isEqualTo(550);
    }

    @Test
    void a_topic_takes_facts_from_its_own_service_alone() throws Exception {
        String foreign = "meeting-service";
        Path password = platform.secrets().resolve("kafka-meeting");
        assertThatThrownBy(() -> write(foreign, password, "membership.events.v1"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThat(write(foreign, password, "membership.events.v1.meeting-service.dlt"))
                .isNotNegative();
        assertThatThrownBy(() -> write("membership-service", password, "membership.events.v1"))
                .as("another's name with one's own password")
                .hasStackTraceContaining(SaslAuthenticationException.class.getName());
        try (KafkaConsumer<String, String> event = new KafkaConsumer<>(
                platform.kafkaClient("event-service", platform.secrets().resolve("kafka-event")),
                new StringDeserializer(),
                new StringDeserializer())) {
            assertThatThrownBy(() -> event.partitionsFor("membership.events.v1"))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void what_is_granted_is_what_the_services_do() throws Exception {
        Map<String, TreeSet<String>> mayRead = granted(AclOperation.READ);
        Map<String, TreeSet<String>> mayWrite = granted(AclOperation.WRITE);
        try (Admin admin = platform.admin()) {
            TreeSet<String> topics = new TreeSet<>(admin.listTopics().names().get(30, TimeUnit.SECONDS));
            assertThat(mayRead).containsOnlyKeys(mayWrite.keySet());
            for (String service : mayRead.keySet()) {
                await(service + " reads").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    TreeSet<String> reads = reads(admin, service);
                    assertThat(reads).isNotEmpty();
                    TreeSet<String> writes = reads.stream()
                            .map(topic -> topic + "." + service + ".dlt")
                            .collect(toCollection(TreeSet::new));
                    writes.add(service.replace("-service", ".events.v1"));
                    TreeSet<String> keys = reads.stream()
                            .map(topic -> topic.replace(".events.", ".keys."))
                            .collect(toCollection(TreeSet::new));
                    String own = service.replace("-service", ".keys.v1");
                    writes.add(own);
                    keys.add(own);
                    reads.addAll(keys); // in no group
                    reads.add(REVOCATIONS); // nor that
                    assertThat(mayRead.get(service)).as("%s reads", service).isEqualTo(reads);
                    assertThat(mayWrite.get(service)).as("%s writes", service).isEqualTo(writes);
                });
            }
            List<String> written =
                    mayWrite.values().stream().flatMap(TreeSet::stream).toList();
            assertThat(written).as("topics, each with one writer").containsExactlyInAnyOrderElementsOf(topics);
            Map<String, TopicDescription> described =
                    admin.describeTopics(topics).allTopicNames().get(30, TimeUnit.SECONDS);
            described
                    .values()
                    .forEach(topic -> assertThat(topic.partitions())
                            .as(topic.name())
                            .allMatch(partition -> partition.replicas().size() == 3));
            admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .forEach((topic, config) -> assertThat(
                                    config.get("min.insync.replicas").value())
                            .as(topic.name())
                            .isEqualTo("2"));
        }
        for (String service : platform.services()) {
            assertThat(Files.readString(platform.log(service))).as(service).doesNotContain("AuthorizationException");
        }
    }

    private static Map<String, TreeSet<String>> granted(AclOperation operation) throws IOException {
        return platform.access().stream()
                .filter(grant -> grant.entry().operation() == operation)
                .filter(grant -> grant.pattern().resourceType() == ResourceType.TOPIC)
                .collect(Collectors.groupingBy(
                        grant -> grant.entry().principal().replace("User:", ""),
                        Collectors.mapping(grant -> grant.pattern().name(), toCollection(TreeSet::new))));
    }

    /** What the members of its group have been given. */
    private static TreeSet<String> reads(Admin admin, String group) throws Exception {
        return admin
                .describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get(30, TimeUnit.SECONDS)
                .members()
                .stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(partition -> partition.topic())
                .collect(toCollection(TreeSet::new));
    }

    private static long read(Admin admin, String group) throws Exception {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS)
                .values()
                .stream()
                .mapToLong(position -> position.offset())
                .sum();
    }

    private static long write(String user, Path password, String topic) throws Exception {
        Map<String, Object> settings = new LinkedHashMap<>(platform.kafkaClient(user, password));
        settings.put("max.block.ms", "20000");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, "nobody", "{}"))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(platform.address() + path)).build(), BodyHandlers.ofString());
    }

    /** The page's form with this beginning of its action, filled in and sent. */
    private static HttpResponse<String> submit(HttpResponse<String> page, String action, Map<String, String> filled)
            throws Exception {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            if (!form.group(1).startsWith(action)) {
                continue;
            }
            Map<String, String> fields = new LinkedHashMap<>(filled);
            Matcher hidden = HIDDEN.matcher(form.group(2));
            while (hidden.find()) {
                fields.put(hidden.group(1), hidden.group(2));
            }
            String body = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(Collectors.joining("&"));
            return http.send(
                    HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
        throw new AssertionError("no form for " + action + " at " + page.uri() + ": " + page.body());
    }

    /** A browser at this address of loopback. */
    private static HttpClient client(String from) throws Exception {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(platform.trusted());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trusted.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .localAddress(InetAddress.ofLiteral(from))
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }
}
