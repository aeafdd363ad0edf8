package org.crimealliance.platform.testkit;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

/** A service that dies after a command had its effect, and before its answer was kept under the command's key. */
public final class LostAnswers {

    private LostAnswers() {}

    /** As if it had died so in the middle of every command until now, and been missed for the length of a lease. */
    public static void of(MongoDatabase database) {
        database.getCollection("idempotencyKeys")
                .updateMany(
                        Filters.empty(),
                        Updates.combine(
                                Updates.unset("status"),
                                Updates.unset("headers"),
                                Updates.unset("body"),
                                Updates.set("released", true)));
    }
}
