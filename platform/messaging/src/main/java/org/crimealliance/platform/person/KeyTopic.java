package org.crimealliance.platform.person;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** Puts the word about a key, itself or {@link PersonKeys#ERASED}, and returns when the brokers have it. */
@FunctionalInterface
interface KeyTopic {

    void put(String keyId, String word);

    /** By the name of an event, or of the topic of events. */
    static String of(String name) {
        return name.substring(0, name.indexOf('.')) + ".keys.v1";
    }

    static KeyTopic on(KafkaOperations<String, String> kafka, String topic) {
        return (keyId, word) -> {
            try {
                kafka.send(new ProducerRecord<>(topic, keyId, word)).get(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KeysAwayException("interrupted while " + topic + " was written");
            } catch (Exception e) {
                throw new KeysAwayException(topic + " does not take the word about " + keyId + ": " + e);
            }
        };
    }
}
