package org.crimealliance.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** What stands in the services' databases, read past the services. */
public final class StoredAggregates implements AutoCloseable {

    private static final List<String> DATABASES = List.of("membership", "meeting", "event", "notification", "identity");

    /** An aggregate with the number of its last event. */
    public record Aggregate(String database, String collection, String id, long lastSequence) {}

    private final MongoClient client;

    public StoredAggregates(String uri) {
        this.client = MongoClients.create(uri);
    }

    /** All documents that have numbered events. */
    public List<Aggregate> all() {
        List<Aggregate> all = new ArrayList<>();
        for (String name : DATABASES) {
            MongoDatabase database = client.getDatabase(name);
            for (String collection : database.listCollectionNames()) {
                for (Document document : database.getCollection(collection)
                        .find(Filters.and(Filters.exists("outbox"), Filters.exists("seq")))
                        .projection(Projections.include("seq"))) {
                    all.add(new Aggregate(
                            name,
                            collection,
                            String.valueOf(document.get("_id")),
                            document.get("seq") instanceof Number seq ? seq.longValue() : 0));
                }
            }
        }
        return all;
    }

    /** Documents with events that have not been sent. */
    public long unsent() {
        long unsent = 0;
        for (String name : DATABASES) {
            MongoDatabase database = client.getDatabase(name);
            for (String collection : database.listCollectionNames()) {
                unsent += database.getCollection(collection).countDocuments(Filters.exists("outbox.0"));
            }
        }
        return unsent;
    }

    /** Events that wait for somebody to replay or skip them, in all services. */
    public long deadLetters() {
        long waiting = 0;
        for (String name : DATABASES) {
            waiting += client.getDatabase(name)
                    .getCollection("deadLetters")
                    .countDocuments(Filters.in("state", "FAILED", "PARKED"));
        }
        return waiting;
    }

    /** The platform's databases that hold something. */
    public List<String> filled() {
        return DATABASES.stream()
                .filter(name -> client.getDatabase(name).listCollectionNames().first() != null)
                .toList();
    }

    public MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    @Override
    public void close() {
        client.close();
    }
}
