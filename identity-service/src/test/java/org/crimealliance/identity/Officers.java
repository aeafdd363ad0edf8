package org.crimealliance.identity;

import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Officers, as membership tells of them. */
record Officers(MongoTemplate mongo) {

    /** The mail address of a new officer, whose account is there. */
    String appointed(String office) throws Exception {
        String id = UUID.randomUUID().toString();
        String email = id + "@example.org";
        EventsOnTopic.publish(id, 1, "membership.officer-appointed.v1", """
                {"officeId":"%s","office":"%s","name":"Ada Example","email":"%s","from":"2020-01-01"}
                """.formatted(id, office, email));
        await().until(() -> account(email) != null);
        return email;
    }

    /** As membership tells that the officer of this address is none any more. */
    void ended(String email) throws Exception {
        String id = email.substring(0, email.indexOf('@'));
        EventsOnTopic.publish(id, 2, "membership.officer-ended.v1", """
                {"officeId":"%s","office":"secretary","email":"%s","endedOn":"%s"}
                """.formatted(
                        id, email, java.time.LocalDate.now(java.time.ZoneOffset.UTC)));
    }

    /** The state of the account of this address; null while there is none. */
    Document account(String email) {
        Document found = mongo.getCollection("accounts")
                .find(new Document("state.email", email))
                .first();
        return found == null ? null : found.get("state", Document.class);
    }
}
