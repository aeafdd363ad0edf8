package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.crimealliance.demo.EventLog;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event is delivered a second time, in another order among the aggregates: it has no second effect. */
@SystemTest
class EventsTwiceIT {

    private static final int APPLICATIONS = 12;

    private final TestPlatform platform = TestPlatform.shared();

    @AfterEach
    void the_table_is_cleared() {
        platform.withdrawApplications();
    }

    @ParameterizedTest
    @ValueSource(longs = 20_201_212L)
    void an_event_that_comes_again_has_no_second_effect(long seed) throws Exception {
        System.out.println("seed " + seed);
        platform.settled();
        long began = System.currentTimeMillis();
        List<Applicant> applicants = new ArrayList<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            Applicant applicant = platform.applicant();
            platform.apply(applicant);
            applicants.add(applicant);
        }
        platform.settled();
        List<ConsumerRecord<String, String>> sent = EventLog.messages(platform.stack.kafka()).stream()
                .filter(message -> message.timestamp() >= began)
                .toList();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(2 * APPLICATIONS); // the application and its mail at least
        int mails = platform.mails.all().size();

        sendAgain(sent, new Random(seed));
        everybodyHasReadAll();
        platform.settled();

        assertThat(platform.mails.all()).hasSize(mails);
        assertThat(applicants)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isEqualTo(2)); // to confirm, and confirmed
        assertThat(platform.invariants()).allMatch(Figure::met);
    }

    /** In order for each aggregate, as Kafka keeps it; in any order among them. */
    private void sendAgain(List<ConsumerRecord<String, String>> sent, Random random) throws Exception {
        Map<String, List<ConsumerRecord<String, String>>> ofAggregate = sent.stream()
                .collect(Collectors.groupingBy(
                        message -> message.topic() + "/" + message.key(), LinkedHashMap::new, Collectors.toList()));
        List<List<ConsumerRecord<String, String>>> waiting = new ArrayList<>(
                ofAggregate.values().stream().map(ArrayList::new).toList());
        Properties config = new Properties();
        config.put("bootstrap.servers", platform.stack.kafka());
        config.put("acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            while (!waiting.isEmpty()) {
                List<ConsumerRecord<String, String>> next = waiting.get(random.nextInt(waiting.size()));
                ConsumerRecord<String, String> message = next.removeFirst();
                producer.send(new ProducerRecord<>(
                                message.topic(), null, message.key(), message.value(), message.headers()))
                        .get();
                waiting.removeIf(List::isEmpty);
            }
        }
    }

    private void everybodyHasReadAll() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.stack.kafka()))) {
            await().atMost(Duration.ofSeconds(90)).until(() -> unread(admin) == 0);
        }
    }

    private static long unread(Admin admin) throws ExecutionException, InterruptedException {
        long unread = 0;
        Set<String> groups = admin.listConsumerGroups().all().get().stream()
                .map(group -> group.groupId())
                .collect(Collectors.toSet());
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
            read.keySet().stream()
                    .filter(partition -> partition.topic().endsWith(".events.v1"))
                    .forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(asked).all().get();
            for (TopicPartition partition : asked.keySet()) {
                unread += ends.get(partition).offset() - read.get(partition).offset();
            }
        }
        return unread;
    }
}
