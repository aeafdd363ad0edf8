package org.crimealliance.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.time.MachineClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Keys in the store: sealed, the same for all instances, and one after the other. */
class SigningKeysIT {

    private static final Duration LIFE = Duration.ofDays(90);

    private static final MachineClock MACHINE = MachineClock.ofThisMachine();

    private final MongoClient client = MongoClients.create(Backbone.get().mongoUri());
    private final MongoTemplate mongo =
            new MongoTemplate(client, "test-" + UUID.randomUUID().toString().substring(0, 8));
    private final SealedKeys sealed = new SealedKeys("a secret of more than thirty-two characters");

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    @Test
    void instances_that_start_together_agree_on_one_key() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<List<String>>> seen = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                SigningKeys instance = instance();
                seen.add(workers.submit(() -> {
                    go.await();
                    return published(instance);
                }));
            }
            go.countDown();
        }
        List<String> first = seen.getFirst().get();
        assertThat(first).hasSize(1);
        for (Future<List<String>> other : seen) {
            assertThat(other.get()).isEqualTo(first);
        }
    }

    @Test
    void the_store_holds_no_key_that_it_could_sign_with() {
        SigningKeys keys = instance();
        String modulus = all(keys).getFirst().toRSAKey().getModulus().toString();
        assertThat(keys())
                .hasSize(1)
                .allSatisfy(document -> assertThat(document.toJson())
                        .doesNotContain(modulus)
                        .doesNotContain("\"d\"")
                        .contains("sealed"));
    }

    @Test
    void a_new_key_is_published_at_once_signs_when_all_know_it_and_the_old_one_still_verifies() {
        String old = signing(instance());
        made(1, LIFE.plusDays(1));
        SigningKeys instance = instance();
        assertThat(published(instance)).hasSize(2).contains(old);
        assertThat(signing(instance)).as("nobody has fetched the new one yet").isEqualTo(old);

        made(2, SigningKeys.SETTLING.plusMinutes(1));
        SigningKeys later = instance();
        assertThat(signing(later)).isNotEqualTo(old);
        assertThat(published(later)).as("tokens of it may live").contains(old);

        made(2, SigningKeys.FADING.plusMinutes(1));
        assertThat(published(instance())).doesNotContain(old).hasSize(1);
    }

    @Test
    void with_another_secret_nothing_is_signed_and_nothing_overwritten() {
        String old = signing(instance());
        SigningKeys stranger =
                new SigningKeys(mongo, MACHINE, LIFE, new SealedKeys("another secret of more than thirty-two letters"));
        assertThatThrownBy(() -> published(stranger)).hasMessageContaining("not the secret");
        assertThat(signing(instance())).isEqualTo(old);
    }

    @Test
    void a_key_that_an_older_version_left_open_is_thrown_away() {
        mongo.getCollection("signingKeys")
                .insertOne(new Document("_id", 1).append("madeAt", new Date(0)).append("jwk", "{}"));
        assertThat(published(instance())).hasSize(1);
        assertThat(keys()).allSatisfy(document -> assertThat(document).doesNotContainKey("jwk"));
    }

    private SigningKeys instance() {
        return new SigningKeys(mongo, MACHINE, LIFE, sealed);
    }

    private void made(int number, Duration ago) {
        mongo.getCollection("signingKeys")
                .updateOne(
                        Filters.eq("_id", number),
                        Updates.set("madeAt", Date.from(Instant.now().minus(ago))));
    }

    private List<Document> keys() {
        return mongo.getCollection("signingKeys").find().into(new ArrayList<>());
    }

    private static List<JWK> all(SigningKeys instance) {
        return instance.get(new JWKSelector(new JWKMatcher.Builder().build()), new SimpleSecurityContext());
    }

    private static List<String> published(SigningKeys instance) {
        return all(instance).stream().map(JWK::getKeyID).toList();
    }

    private static String signing(SigningKeys instance) {
        return instance.signing(all(instance)).getKeyID();
    }
}
