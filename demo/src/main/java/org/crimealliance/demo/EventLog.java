package org.crimealliance.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

/** Everything that is on the topics of events, read from their beginning to their end at this moment. */
public final class EventLog {

    /** One message: its CloudEvents attributes and its payload. */
    public record Event(
            String topic,
            int partition,
            long offset,
            String subject,
            long sequence,
            String id,
            String type,
            String correlationId,
            String data) {

        public JsonNode json() {
            return Json.MAPPER.readTree(data);
        }
    }

    private EventLog() {}

    /** In the order of the topics' partitions; events of one aggregate are in the order in which they were sent. */
    public static List<Event> read(String bootstrapServers) {
        return messages(bootstrapServers).stream().map(EventLog::event).toList();
    }

    /** The same as they came, with all their headers. */
    public static List<ConsumerRecord<String, String>> messages(String bootstrapServers) {
        Properties config = new Properties();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, "auditor-" + UUID.randomUUID());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "8388608");
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().endsWith(".events.v1"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
        }
        return messages;
    }

    private static Event event(ConsumerRecord<String, String> message) {
        String sequence = header(message, "ce_sequence");
        return new Event(
                message.topic(),
                message.partition(),
                message.offset(),
                header(message, "ce_subject"),
                sequence.matches("[0-9]{1,18}") ? Long.parseLong(sequence) : -1,
                header(message, "ce_id"),
                header(message, "ce_type"),
                header(message, "ce_correlationid"),
                String.valueOf(message.value()));
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
