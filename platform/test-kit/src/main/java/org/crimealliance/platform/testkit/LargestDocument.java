package org.crimealliance.platform.testkit;

import com.mongodb.client.MongoDatabase;
import org.bson.RawBsonDocument;

/** The largest document of a service: after ten thousand of anything it must not be much larger than before. */
public record LargestDocument(String collection, String id, int bytes) {

    /** Of all collections whose name begins so. */
    public static LargestDocument of(MongoDatabase database, String prefix) {
        LargestDocument largest = new LargestDocument("", "", 0);
        for (String collection : database.listCollectionNames()) {
            if (!collection.startsWith(prefix)) {
                continue;
            }
            for (RawBsonDocument document :
                    database.getCollection(collection, RawBsonDocument.class).find()) {
                int bytes = document.getByteBuffer().remaining();
                if (bytes > largest.bytes()) {
                    largest = new LargestDocument(collection, String.valueOf(document.get("_id")), bytes);
                }
            }
        }
        return largest;
    }
}
