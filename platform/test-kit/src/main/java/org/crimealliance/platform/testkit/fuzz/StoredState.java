package org.crimealliance.platform.testkit.fuzz;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/** Everything that a service has stored, as one value a document: to be compared before and after. */
record StoredState(Map<String, Integer> documents) {

    /** What the relay takes away by itself after a command; what puts it there changes the version beside it too. */
    private static final Bson RELAYED = Projections.exclude("outbox", "relayAfter");

    static StoredState of(MongoDatabase database) {
        Map<String, Integer> documents = new TreeMap<>();
        for (String collection : database.listCollectionNames()) {
            for (RawBsonDocument document : database.getCollection(collection, RawBsonDocument.class)
                    .find()
                    .projection(RELAYED)) {
                documents.put(
                        collection + " " + document.get("_id"),
                        document.getByteBuffer().asNIO().hashCode());
            }
        }
        return new StoredState(documents);
    }

    /** Which documents came, went or are others now. */
    Set<String> changedSince(StoredState earlier) {
        Set<String> changed = new TreeSet<>();
        documents.forEach((key, hash) -> {
            if (!hash.equals(earlier.documents.get(key))) {
                changed.add(key);
            }
        });
        earlier.documents.keySet().stream()
                .filter(key -> !documents.containsKey(key))
                .forEach(changed::add);
        return changed;
    }
}
