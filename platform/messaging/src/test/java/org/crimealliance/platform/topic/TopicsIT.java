package org.crimealliance.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TopicsIT {

    private static final TopicSettings SETTINGS =
            new TopicSettings(6, (short) 1, 1, Duration.ofMillis(-1), DataSize.ofMegabytes(4));

    private final String one = "one-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private final Map<String, Object> broker =
            Map.of("bootstrap.servers", Backbone.get().kafka());
    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(broker);
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void what_is_missing_is_made_and_then_nothing_is_wrong() throws Exception {
        Topics topics = topics(SETTINGS, one, other);
        topics.verify();
        assertThat(topics.wrong()).isEmpty();
        assertThat(partitions(one)).isEqualTo(6);
        topics.verify();
        assertThat(topics.wrong()).isEmpty();
    }

    @Test
    void two_instances_make_it_once() throws Exception {
        try (var several = Executors.newFixedThreadPool(8)) {
            Callable<Map<String, String>> start = () -> {
                Topics topics = topics(SETTINGS, one);
                topics.verify();
                return topics.wrong();
            };
            for (var wrong :
                    several.invokeAll(Stream.generate(() -> start).limit(8).toList())) {
                assertThat(wrong.get()).isEmpty();
            }
        }
        assertThat(partitions(one)).isEqualTo(6);
    }

    @Test
    void what_is_there_is_told_and_left_as_it_is() throws Exception {
        make(new NewTopic(one, 3, (short) 1)
                .configs(Map.of(
                        "retention.ms", "604800000",
                        "max.message.bytes", "1000000",
                        "min.insync.replicas", "2",
                        "cleanup.policy", "compact")));
        Topics topics = topics(SETTINGS, one, other);
        topics.verify();
        assertThat(topics.wrong()).containsOnlyKeys(one);
        assertThat(topics.wrong().get(one).split("; "))
                .containsExactlyInAnyOrder(
                        "partitions 3, not 6",
                        "retention.ms 604800000, not -1",
                        "max.message.bytes 1000000, not 4194304",
                        "cleanup.policy compact, not delete",
                        "nothing can be written: 2 replicas have to be in sync, there are 1");
        assertThat(partitions(one)).as("nobody adds partitions in silence").isEqualTo(3);
        assertThat(partitions(other)).as("the others are made all the same").isEqualTo(6);
    }

    @Test
    void more_than_was_asked_for_is_not_wrong() throws Exception {
        make(new NewTopic(one, 6, (short) 1)
                .configs(Map.of("retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", "8000000")));
        Topics topics = topics(new TopicSettings(6, (short) 1, 1, Duration.ofDays(30), DataSize.ofMegabytes(4)), one);
        topics.verify();
        assertThat(topics.wrong()).isEmpty();
    }

    @Test
    void too_few_replicas_are_told() throws Exception {
        make(new NewTopic(one, 6, (short) 1).configs(Map.of("retention.ms", "-1", "max.message.bytes", "4194304")));
        Topics topics =
                topics(new TopicSettings(6, (short) 3, 2, Duration.ofMillis(-1), DataSize.ofMegabytes(4)), one, other);
        topics.verify();
        assertThat(topics.wrong().get(one)).contains("replicas 1, not 3").contains("min.insync.replicas 1, not 2");
        assertThat(topics.wrong().get(other)).as("cannot be made").containsIgnoringCase("replication factor");
    }

    @Test
    void without_its_broker_a_service_starts_and_looks_again_later() {
        Topics topics = new Topics(
                Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", 500, "request.timeout.ms", 400),
                SETTINGS,
                List.of(NeededTopics.of(List.of(one))));
        topics.afterSingletonsInstantiated();
        assertThat(topics.wrong()).isEmpty();
        assertThatThrownBy(topics::verify).isInstanceOf(RetriableException.class);
    }

    private Topics topics(TopicSettings settings, String... names) {
        return new Topics(broker, settings, List.of(NeededTopics.of(List.of(names))));
    }

    private void make(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
    }

    /** Brokers hear of a new topic a moment after whoever made it. */
    private int partitions(String topic) {
        return await().ignoreExceptions()
                .until(
                        () -> admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic),
                        Objects::nonNull)
                .partitions()
                .size();
    }
}
