package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Events are deleted before this service has read them: it says so and stops, and does not read on behind the gap. */
@ServiceTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "spring.application.name=gap-service",
            "alliance.topic=gap.events.v1",
            "alliance.inbox.sweep=200ms"
        })
class GapIT {

    record Fact(int number) {}

    private static final List<Integer> HANDLED = new CopyOnWriteArrayList<>();
    private static final List<Integer> FORGOTTEN = new CopyOnWriteArrayList<>();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        Subscriptions subscriptions() {
            return Subscriptions.of(
                    Subscription.on(
                            "gap.fact.v1",
                            Fact.class,
                            event -> HANDLED.add(event.data().number())),
                    Subscription.on(
                            "forgotten.fact.v1",
                            Fact.class,
                            event -> FORGOTTEN.add(event.data().number())));
        }
    }

    @Autowired
    KafkaOperations<String, String> kafka;

    @Autowired
    KafkaAdmin admin;

    @Autowired
    InboxLifecycle inbox;

    @Autowired
    InboxHealth health;

    @Test
    void a_reader_whose_position_is_gone_stops_with_an_alarm() {
        send(1); // before this group has ever read: a new group begins at the beginning
        eventually().untilAsserted(() -> assertThat(HANDLED).contains(1));
        assertThat(gaps()).doesNotContain("gap.events.v1");
        inbox.stop();
        send(2);
        send(3);
        deleteAll();
        send(4);
        inbox.start();
        eventually().untilAsserted(() -> assertThat(gaps()).contains("gap.events.v1"));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        send(5);
        // several turns of what starts stopped readers again
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> HANDLED.equals(List.of(1)));
    }

    /** The broker forgets it with its topic, and where nobody has read for a week. */
    @Test
    void a_reader_whose_position_is_forgotten_stops_with_an_alarm_too() {
        send("forgotten", 1);
        eventually().untilAsserted(() -> assertThat(FORGOTTEN).contains(1));
        inbox.stop();
        eventually().ignoreExceptions().until(() -> {
            forget("forgotten.events.v1");
            return true;
        });
        send("forgotten", 2);
        inbox.start();
        eventually().untilAsserted(() -> assertThat(gaps()).contains("forgotten.events.v1"));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(FORGOTTEN).containsExactly(1);
    }

    private String gaps() {
        return health.health().getDetails().toString();
    }

    private void forget(String topic) throws Exception {
        Set<TopicPartition> partitions = IntStream.range(0, 6)
                .mapToObj(number -> new TopicPartition(topic, number))
                .collect(Collectors.toSet());
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            client.deleteConsumerGroupOffsets("gap-service", partitions).all().get();
        }
    }

    @Test
    void facts_are_kept_for_ever() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "gap.events.v1");
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            Config config = client.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    private void deleteAll() {
        List<TopicPartition> partitions = IntStream.range(0, 6)
                .mapToObj(number -> new TopicPartition("gap.events.v1", number))
                .toList();
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            client.deleteRecords(partitions.stream()
                            .collect(Collectors.toMap(
                                    Function.identity(), partition -> RecordsToDelete.beforeOffset(-1))))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(int seq) {
        send("gap", seq);
    }

    private void send(String service, int seq) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(service + ".events.v1", "one", "{\"number\":" + seq + "}");
        EventHeaders.put(
                message.headers(),
                UUID.randomUUID().toString(),
                service + ".fact.v1",
                "/" + service + "-service/facts",
                "one",
                seq);
        kafka.send(message).join();
    }

    private static org.awaitility.core.ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }
}
