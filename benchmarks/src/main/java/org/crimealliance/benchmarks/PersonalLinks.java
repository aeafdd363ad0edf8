package org.crimealliance.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.crimealliance.demo.Json;
import org.crimealliance.platform.seal.LinkOpener;
import org.crimealliance.stack.Stack;
import tools.jackson.databind.JsonNode;

/** The tokens that the event service has mailed to people, read from its topic with the key of whoever mails them: waiting for mails is not measured here. */
final class PersonalLinks {

    private PersonalLinks() {}

    /**
     * Waits until so many links are there.
     *
     * @param congressId only links of this congress
     * @param url the field with the link
     * @param person path of the field that the tokens are listed by
     */
    static Map<String, String> await(Stack stack, String congressId, String url, int count, String... person) {
        LinkOpener opener = new LinkOpener(stack.secrets().mailPrivateKey());
        Map<String, String> tokens = new LinkedHashMap<>();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.kafka(),
                        "group.id",
                        "bench-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("event.events.v1"));
            while (tokens.size() < count) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(tokens.size() + " of " + count + " links within 60 s");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    JsonNode fact = Json.MAPPER.readTree(message.value());
                    String link = opener.open(Json.text(fact, url));
                    if (Json.text(fact, "congressId").equals(congressId) && !link.isEmpty()) {
                        tokens.put(Json.text(fact, person), link.substring(link.lastIndexOf('/') + 1));
                    }
                });
            }
        }
        return tokens;
    }
}
