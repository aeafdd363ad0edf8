package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.crimealliance.platform.testkit.LogWatch;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;

/** What a service asks of its store, in its settings and on the wire. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=durable-service", "alliance.topic=durable.events.v1"})
class DurabilityIT {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @Autowired
    MongoTemplate mongo;

    @Test
    void no_connection_string_weakens_it() {
        String weak = "mongodb://127.0.0.1:1/?w=1&journal=false&readConcernLevel=local&readPreference=nearest";
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MongoAutoConfiguration.class))
                .withUserConfiguration(StoreClient.class)
                .withPropertyValues("spring.mongodb.uri=" + weak)
                .run(context -> {
                    MongoClient client = context.getBean(MongoClient.class);
                    assertThat(client.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
                    assertThat(client.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
                    assertThat(client.getReadPreference()).isEqualTo(ReadPreference.primary());
                });
    }

    @Test
    void the_watch_sees_what_asks_for_less() {
        MongoCollection<Document> collection = mongo.getCollection("watched");
        collection.insertOne(new Document("_id", 1));
        collection.updateOne(Filters.eq("_id", 1), Updates.set("a", 1));
        collection.findOneAndUpdate(Filters.eq("_id", 1), Updates.set("a", 2));
        collection.find().first();
        collection.countDocuments();
        collection.aggregate(List.of(new Document("$match", new Document()))).first();
        collection.distinct("a", Integer.class).first();
        collection.deleteOne(Filters.eq("_id", 1));
        assertThat(StoreWatch.weak()).isEmpty();

        collection.withWriteConcern(WriteConcern.W1).insertOne(new Document("_id", 2));
        assertThat(StoreWatch.weak()).singleElement().asString().contains("insert");
        collection.withWriteConcern(WriteConcern.MAJORITY).deleteOne(Filters.eq("_id", 2));
        assertThat(StoreWatch.weak()).singleElement().asString().contains("delete");
        collection.withReadConcern(ReadConcern.LOCAL).find().first();
        assertThat(StoreWatch.weak()).singleElement().asString().contains("find");
        collection
                .withReadPreference(ReadPreference.secondaryPreferred())
                .find()
                .first();
        assertThat(StoreWatch.weak()).singleElement().asString().contains("secondaryPreferred");
    }

    @Test
    void the_watch_sees_a_token_in_the_log() {
        LoggerFactory.getLogger(DurabilityIT.class).info("GET /api/replies/{} took 3 ms", "A".repeat(43));
        assertThat(LogWatch.tokens()).singleElement().asString().contains("/api/replies/");
    }

    @Test
    void the_watch_sees_links_that_work() {
        MongoCollection<Document> collection = mongo.getCollection("watched");
        String link = "https://gateway.test/r/reconfirm/" + "A".repeat(43);
        collection.insertOne(
                new Document("_id", 3).append("url", TestLinks.sealer().seal(link)));
        assertThat(StoreWatch.weak()).isEmpty();
        collection.updateOne(
                Filters.eq("_id", 3), Updates.push("outbox", new Document("data", "{\"url\":\"" + link + "\"}")));
        assertThat(StoreWatch.weak()).singleElement().asString().contains("stores a link");
    }
}
