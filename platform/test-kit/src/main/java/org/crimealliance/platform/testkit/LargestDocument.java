package org.crimealliance.platform.testkit;

import org.bson.RawBsonDocument;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The largest document of a service: after ten thousand of anything it must not be much larger than before. */
public record LargestDocument(String collection, String id, int bytes) {

    public static LargestDocument of(MongoTemplate mongo) {
        LargestDocument largest = new LargestDocument("", "", 0);
        for (String collection : mongo.getCollectionNames()) {
            for (RawBsonDocument document : mongo.getDb()
                    .getCollection(collection, RawBsonDocument.class)
                    .find()) {
                int bytes = document.getByteBuffer().remaining();
                if (bytes > largest.bytes()) {
                    largest = new LargestDocument(
                            collection, String.valueOf(document.get("_id")), bytes);
                }
            }
        }
        return largest;
    }
}
