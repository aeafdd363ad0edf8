package org.crimealliance.platform.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Events that a handler could not take, and the later events of the same aggregate parked behind them, until somebody
 * replays or skips the first.
 */
public final class DeadLetters {

    static final String COLLECTION = "deadLetters";
    private static final String HELD = "heldSubjects";

    private final MongoTemplate mongo;
    private final Clock clock;

    DeadLetters(MongoTemplate mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Whether events of this aggregate must wait. */
    boolean holds(String subject) {
        return mongo.getCollection(HELD).find(Filters.eq("_id", subject)).first() != null;
    }

    /** Keeps an event that failed; from now on its aggregate's events wait behind it. */
    void bury(ConsumerRecord<String, String> message, Exception why) {
        keep(message, "FAILED", rootCause(why).toString());
    }

    /** Keeps an event behind one that failed. */
    void park(ConsumerRecord<String, String> message) {
        keep(message, "PARKED", "an earlier event of the same aggregate waits");
    }

    private void keep(ConsumerRecord<String, String> message, String state, String why) {
        String subject = String.valueOf(message.key());
        // the hold first: a crash in between holds too much, never too little
        mongo.getCollection(HELD)
                .replaceOne(
                        Filters.eq("_id", subject), new Document("_id", subject), new ReplaceOptions().upsert(true));
        String id = message.topic() + "-" + message.partition() + "-" + message.offset();
        Document headers = new Document();
        message.headers()
                .forEach(header -> headers.append(
                        header.key(), new String(header.value(), java.nio.charset.StandardCharsets.UTF_8)));
        letters()
                .replaceOne(
                        Filters.eq("_id", id),
                        new Document("_id", id)
                                .append("topic", message.topic())
                                .append("partition", message.partition())
                                .append("offset", message.offset())
                                .append("subject", subject)
                                .append("headers", headers)
                                .append("data", message.value())
                                .append("state", state)
                                .append("error", why)
                                .append("at", Date.from(clock.instant())),
                        new ReplaceOptions().upsert(true));
    }

    /** All that wait, the oldest first. */
    List<Document> waiting() {
        return letters()
                .find(Filters.in("state", "FAILED", "PARKED"))
                .sort(Sorts.ascending("topic", "partition", "offset"))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> letters() {
        return mongo.getCollection(COLLECTION);
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
