package org.crimealliance.notification.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.Contracts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What notification-service has said so far of one type about one subject. Each event once, however often it was sent. */
record Said(String type, String subject) {

    /** At least one. */
    List<JsonNode> await() {
        Properties config = new Properties();
        config.put("bootstrap.servers", Backbone.get().kafka());
        config.put("group.id", "test-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        List<JsonNode> said = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("notification.events.v1"));
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                boolean more = false;
                for (var message : consumer.poll(Duration.ofMillis(300))) {
                    more = true;
                    if (header(message.headers().lastHeader("ce_type").value()).equals(type)
                            && message.key().equals(subject)
                            && !ids.contains(
                                    header(message.headers().lastHeader("ce_id").value()))) {
                        ids.add(header(message.headers().lastHeader("ce_id").value()));
                        String data = message.value();
                        Contracts.validate(type, data);
                        said.add(JsonMapper.shared().readTree(data));
                    }
                }
                return !more && !said.isEmpty();
            });
        }
        return said;
    }

    private static String header(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
