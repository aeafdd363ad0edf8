package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.crimealliance.demo.StoredAggregates;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event that nobody can read stops its own aggregate and nothing else; replayed after the mending it takes effect. */
@SystemTest
class PoisonEventIT {

    /** To somebody who applies: the link to confirm it, and that it has arrived. */
    private static final int MAILS = 2;

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void a_poison_event_waits_as_a_dead_letter_while_the_rest_goes_on_and_heals_when_replayed() throws Exception {
        String subject = UUID.randomUUID().toString();
        String recipient = "poisoned." + subject.substring(0, 8) + "@example.org";

        PoisonedEvent.send(platform, subject);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(deadLetters(subject)).hasSize(1));
        Applicant other = platform.applicant();
        platform.apply(other);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(platform.mailsTo(other.email())).isEqualTo(MAILS));

        String letter = text(deadLetters(subject).getFirst(), "id");
        ObjectNode mended = (ObjectNode) JsonMapper.shared().readTree(Contracts.example(PoisonedEvent.TYPE));
        ((ObjectNode) mended.put("membershipId", subject).path("contact")).put("email", recipient);
        mend(letter, mended.toString());
        platform.api.post(
                "secretary",
                "/api/notifications/dead-letters/" + letter + "/replay",
                Map.of("reason", "payload mended"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(platform.mailsTo(recipient)).isEqualTo(1));
        assertThat(deadLetters(subject)).isEmpty();
        for (JsonNode elsewhere : waiting("/api/meetings", subject)) {
            platform.api.post(
                    "secretary",
                    "/api/meetings/dead-letters/" + text(elsewhere, "id") + "/skip",
                    Map.of("reason", "there is no such application"));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(waiting("/api/meetings", subject)).isEmpty());
    }

    private List<JsonNode> deadLetters(String subject) {
        return waiting("/api/notifications", subject);
    }

    private List<JsonNode> waiting(String service, String subject) {
        return platform.api
                .get("secretary", service + "/dead-letters")
                .path("items")
                .valueStream()
                .filter(letter -> text(letter, "subject").equals(subject))
                .filter(letter -> List.of("FAILED", "PARKED")
                        .contains(text(letter, "state").toUpperCase()))
                .toList();
    }

    /** What whoever repairs the data would do: the message itself on the topic cannot be changed, its copy can. */
    private void mend(String letter, String payload) {
        try (StoredAggregates stores = new StoredAggregates(platform.stack.mongoUri())) {
            MongoCollection<Document> letters = stores.database("notification").getCollection("deadLetters");
            assertThat(letters.updateOne(Filters.eq("_id", letter), Updates.set("data", payload))
                            .getMatchedCount())
                    .isEqualTo(1);
        }
    }
}
