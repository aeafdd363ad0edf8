package org.crimealliance.platform.person;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Remembers for which restore the store and the topic of keys have agreed: after another one nothing goes on before they have. */
final class RestoreCheck implements PersonKeyFeed.Agreement {

    private static final String COLLECTION = "personKeysAgreed";
    private static final String ID = "restore";

    private final MongoTemplate mongo;
    private final PersonKeys keys;
    private final String restoredAt;

    RestoreCheck(MongoTemplate mongo, PersonKeys keys, String restoredAt) {
        this.mongo = mongo;
        this.keys = keys;
        this.restoredAt = restoredAt;
    }

    @Override
    public boolean isDue() {
        if (restoredAt.isBlank()) {
            return false;
        }
        Document last = agreements().find(Filters.eq("_id", ID)).first();
        return last == null || !restoredAt.equals(last.getString("at"));
    }

    @Override
    public void with(Map<String, String> words) {
        keys.agreeWith(words);
        if (isDue()) {
            agreements()
                    .replaceOne(
                            Filters.eq("_id", ID),
                            new Document("_id", ID).append("at", restoredAt),
                            new ReplaceOptions().upsert(true));
        }
    }

    private MongoCollection<Document> agreements() {
        return mongo.getCollection(COLLECTION);
    }
}
