package org.crimealliance.membership;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** The meeting service's decisions, as they arrive on its topic. */
public final class Decisions {

    private final KafkaOperations<String, String> kafka;

    Decisions(KafkaOperations<String, String> kafka) {
        this.kafka = kafka;
    }

    public void take(String decisionId, String kind, String membershipId, long sequence) {
        String data = """
                {"decisionId":"%s","meetingId":"m-10-12","meetingTitle":"Board meeting","meetingDate":"2020-12-10","kind":"%s",
                 "subjectType":"membership-application","subjectId":"%s","question":"Admit?",
                 "figures":{"yes":5,"no":0,"abstain":0,"present":5,"seats":9,"quorum":5}}""".formatted(decisionId, kind, membershipId);
        send(decisionId, data, sequence);
    }

    /** A General Assembly elected somebody on 10 December 2020. */
    public void elect(String decisionId, String office, String email) {
        send(decisionId, election(decisionId, office, email), 1);
    }

    public static String election(String decisionId, String office, String email) {
        return """
                {"decisionId":"%s","meetingId":"m-10-12","meetingTitle":"General Assembly","meetingDate":"2020-12-10","kind":"elect",
                 "subjectType":"office","subjectId":"%s","elected":{"email":"%s"},"question":"Elect?",
                 "figures":{"yes":5,"no":0,"abstain":0,"present":5,"seats":9,"quorum":5}}""".formatted(decisionId, office, email);
    }

    void send(String decisionId, String data, long sequence) {
        ProducerRecord<String, String> message = new ProducerRecord<>("meeting.events.v1", decisionId, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "meeting.decision-taken.v1",
                        "ce_source", "/meeting-service",
                        "ce_subject", decisionId,
                        "ce_sequence", Long.toString(sequence),
                        "ce_time", "2020-12-10T18:00:00Z",
                        "ce_actor", "chair",
                        "ce_correlationid", "test")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        kafka.send(message).join();
    }
}
