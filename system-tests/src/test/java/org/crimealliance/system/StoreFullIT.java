package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.system.TestPlatform.Answer;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The store's disk is full, and has room again. */
@SystemTest
class StoreFullIT {

    private static final long SEED = 20_201_213L;
    private static final int MANY = 400;
    private static final String BALLAST = "ballast";

    private final TestPlatform platform = TestPlatform.shared();
    private final Path file = platform.folder.resolve("store/alliance.mv");
    private final Path limit = platform.folder.resolve("store/alliance.mv.limit");

    @AfterEach
    void there_is_room_and_the_table_is_cleared() throws Exception {
        Files.deleteIfExists(limit);
        platform.withdrawApplications();
        try (MongoClient client = MongoClients.create(platform.stack.mongoUri())) {
            client.getDatabase(BALLAST).drop();
        }
    }

    @Test
    void commands_are_refused_with_503_nothing_is_half_done_and_with_room_again_all_goes_on() throws Exception {
        platform.mayTakeAway("store");
        platform.settled();
        Map<Applicant, String> acknowledged = new LinkedHashMap<>();
        fillTheDisk();

        Answer refused = null;
        for (int i = 0; i < MANY && refused == null; i++) {
            Applicant applicant = platform.applicant();
            Answer answer = platform.once(applicant);
            if (answer.status() == 201) {
                acknowledged.put(applicant, membershipIn(answer));
            } else {
                refused = answer;
            }
        }
        assertThat(refused).as("the disk was full").isNotNull();
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.retryAfter()).isPresent();
        // this client tries again with the same Idempotency-Key until it is taken
        Applicant patient = platform.applicant();
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> platform.submit(patient));

        Files.delete(limit);

        acknowledged.put(patient, taken.get(150, TimeUnit.SECONDS));
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(acknowledged.keySet())
                        .allSatisfy(applicant ->
                                assertThat(platform.mailsTo(applicant.email())).isEqualTo(1)));
        acknowledged.forEach((applicant, membership) -> platform.confirm(platform.api, applicant, membership));
        platform.settled();
        assertThat(platform.invariants()).allMatch(Figure::met);
        List<String> names = platform.api.all("secretary", "/api/membership/applications?state=applied").stream()
                .map(application -> TestPlatform.text(application, "name"))
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .containsAll(acknowledged.keySet().stream().map(Applicant::name).toList());
    }

    private static String membershipIn(Answer answer) {
        return TestPlatform.text(JsonMapper.shared().readTree(answer.body()), "membershipId");
    }

    /** What is free within the file is filled too, until a write is refused. */
    private void fillTheDisk() throws IOException {
        Files.writeString(limit, Long.toString(Files.size(file)));
        Random random = new Random(SEED);
        byte[] noise = new byte[64 * 1024];
        try (MongoClient client = MongoClients.create(platform.stack.mongoUri())) {
            MongoCollection<Document> ballast = client.getDatabase(BALLAST).getCollection(BALLAST);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            random.nextBytes(noise);
                            ballast.insertOne(new Document("noise", new Binary(noise.clone())));
                        }
                    })
                    .isInstanceOf(MongoException.class);
        }
    }
}
