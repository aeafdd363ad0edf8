package org.crimealliance.platform.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.crimealliance.platform.seal.PersonSeal;
import org.crimealliance.platform.seal.PersonalTexts;
import org.crimealliance.platform.seal.PersonalTexts.Text;
import org.crimealliance.platform.seal.WrappingKey;

/** Reads what events tell of persons, as a service would that reads them. */
public final class TestPersons {

    /** What the services under test wrap the keys of persons with. */
    public static final String SECRET = "only-for-tests-persons-0123456789abcdef";

    /** What is read of somebody who was erased. */
    public static final String ERASED = "erased";

    private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

    private TestPersons() {}

    /** The payload in clear; fails the test where something personal came in clear. */
    public static String open(String type, String payload) {
        List<String> clear = inClear(type, payload);
        if (!clear.isEmpty()) {
            throw new AssertionError(type + " tells " + clear + " in clear: " + payload);
        }
        PersonalTexts texts = PersonalTexts.in(type, payload);
        texts.all().forEach(text -> PersonSeal.of(text.value()).ifPresent(seal -> text.replaceWith(open(type, seal))));
        return texts.json();
    }

    /** What is read of somebody who was erased is no mail address: one stands in for it. */
    static String standIn(String type, String opened) {
        PersonalTexts texts = PersonalTexts.in(type, opened);
        texts.all().stream()
                .filter(text -> text.value().equals(ERASED))
                .forEach(text -> text.replaceWith("erased@example.org"));
        return texts.json();
    }

    /** The fields that tell of a person and are not sealed. */
    public static List<String> inClear(String type, String payload) {
        return PersonalTexts.areIn(type)
                ? PersonalTexts.in(type, payload).all().stream()
                        .filter(text -> PersonSeal.of(text.value()).isEmpty()
                                && !text.value().equals(ERASED))
                        .map(Text::toString)
                        .toList()
                : List.of();
    }

    private static String open(String type, PersonSeal seal) {
        String topic = type.substring(0, type.indexOf('.')) + ".keys.v1";
        String question = topic + " " + seal.keyId();
        if (!WORDS.containsKey(question)) {
            Awaitility.await().until(() -> {
                read(topic);
                return WORDS.containsKey(question);
            });
        }
        String word = WORDS.getOrDefault(question, ERASED);
        return word.equals(ERASED) ? ERASED : seal.open(new WrappingKey(SECRET).unwrap(word));
    }

    private static void read(String topic) {
        messages(topic).forEach((keyId, word) -> WORDS.put(topic + " " + keyId, word));
    }

    /** All that is on a topic with one partition, the last by key. */
    public static Map<String, String> messages(String topic) {
        Map<String, String> found = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backbone.get().kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> found.put(message.key(), message.value()));
            }
        }
        return found;
    }
}
