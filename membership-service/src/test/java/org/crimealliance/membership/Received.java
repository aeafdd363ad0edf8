package org.crimealliance.membership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.testkit.TestPersons;
import org.crimealliance.platform.topic.Topics;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What the service has put on its topic since this test began: payloads by type, each event once. */
public final class Received implements DisposableBean {

    private final Map<String, List<String>> payloads = new ConcurrentHashMap<>();
    private final Map<String, List<String>> subjects = new ConcurrentHashMap<>();
    private final Map<String, List<String>> times = new ConcurrentHashMap<>();
    private final Map<String, List<Provenance>> causes = new ConcurrentHashMap<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Thread reader;
    private volatile boolean running = true;

    Received(ConsumerFactory<String, String> consumers, Topics topics) {
        topics.verify();
        Consumer<String, String> consumer = consumers.createConsumer("test-" + UUID.randomUUID(), "");
        List<TopicPartition> partitions = IntStream.range(0, 6)
                .mapToObj(i -> new TopicPartition("membership.events.v1", i))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // only now the end is fixed
        reader = Thread.ofVirtual().start(() -> {
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
            consumer.close();
        });
    }

    private void take(ConsumerRecord<String, String> message) {
        if (ids.add(header(message, "ce_id"))) {
            causes.computeIfAbsent(header(message, "ce_type"), type -> new CopyOnWriteArrayList<>())
                    .add(new Provenance(header(message, "ce_actor"), header(message, "ce_correlationid")));
            subjects.computeIfAbsent(header(message, "ce_type"), type -> new CopyOnWriteArrayList<>())
                    .add(header(message, "ce_subject"));
            times.computeIfAbsent(header(message, "ce_type"), type -> new CopyOnWriteArrayList<>())
                    .add(header(message, "ce_time"));
            payloads.computeIfAbsent(header(message, "ce_type"), type -> new CopyOnWriteArrayList<>())
                    .add(TestPersons.open(header(message, "ce_type"), message.value()));
        }
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    public List<String> of(String type) {
        return payloads.getOrDefault(type, List.of());
    }

    /** Who and what caused the events of this type, in the order of {@link #of}. */
    public List<Provenance> causesOf(String type) {
        return causes.getOrDefault(type, List.of());
    }

    /** The aggregates that the events of this type tell of. */
    public List<String> subjectsOf(String type) {
        return subjects.getOrDefault(type, List.of());
    }

    /** When the events of this type became true, in the order of {@link #of}. */
    public List<String> timesOf(String type) {
        return times.getOrDefault(type, List.of());
    }

    /** The token of the link that was asked to be mailed because of this form. */
    public String linkOf(String membershipId) {
        return Awaitility.await()
                .until(
                        () -> of("membership.application-confirmation-requested.v1").stream()
                                .filter(payload -> payload.contains(membershipId))
                                .map(Received::token)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The token of the link in this payload. */
    public static String token(String confirmationRequested) {
        String link = link(confirmationRequested);
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** The link in this payload, as its reader opens it. */
    public static String link(String confirmationRequested) {
        return TestLinks.open(new JsonMapper()
                .readTree(confirmationRequested)
                .path("confirmUrl")
                .asString());
    }

    /** Everything that was sent is what the contracts say. */
    public void followsTheContracts() {
        payloads.forEach((type, all) -> all.forEach(payload -> Contracts.validate(type, payload)));
    }

    @Override
    public void destroy() throws InterruptedException {
        running = false;
        reader.join();
    }
}
