package org.crimealliance.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What was mailed must go on working: tokens and what is stored of them are fixed here to the letter. */
class PersonalLinksIT {

    private static final String SECRET = "only-for-tests-0123456789abcdef0123456789";
    private static final String GATEWAY = "https://gateway.test";
    private static final String TOKEN = "EYJupLyrQAIyBlbXbjsN9g1MyRNXtjQP3z_BV0whdBk";

    private MongoClient client;
    private MongoTemplate mongo;
    private PersonalLinks links;

    @BeforeEach
    void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(
                client, "links-" + UUID.randomUUID().toString().substring(0, 8));
        links = new PersonalLinks(mongo, SECRET, TestLinks.sealer(), GATEWAY, "links", "scope", "subject");
    }

    @AfterEach
    void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    @Test
    void issuing_again_gives_the_same_link_and_keeps_only_its_hash() {
        String sealed = links.issue("reconfirm", "campaign-1", "meeting-1");
        String url = TestLinks.open(sealed);
        assertThat(url).isEqualTo(GATEWAY + "/r/reconfirm/" + TOKEN);
        assertThat(TestLinks.open(links.issue("reconfirm", "campaign-1", "meeting-1")))
                .isEqualTo(url);
        assertThat(mongo.findAll(Document.class, "links"))
                .containsExactly(new Document("_id", "4c226882573095be69f695f1013f88fa9de239508c84dcd2ef6ef69d1dd84ba3")
                        .append("purpose", "reconfirm")
                        .append("scope", "campaign-1")
                        .append("subject", "meeting-1"));
    }

    @Test
    void a_service_names_what_its_links_stand_for() {
        PersonalLinks replies =
                new PersonalLinks(mongo, SECRET, TestLinks.sealer(), GATEWAY, "replyLinks", "invitationId");
        assertThat(TestLinks.open(replies.issue("meeting-reply", "invitation-1")))
                .endsWith("/r/meeting-reply/nPin4TJ5VhavCeujCHKFXdS1L8xeAOGyx4hNOMfEAwA");
        assertThat(replies.find("meeting-reply", "nPin4TJ5VhavCeujCHKFXdS1L8xeAOGyx4hNOMfEAwA"))
                .contains(List.of("invitation-1"));
        assertThat(mongo.findAll(Document.class, "replyLinks"))
                .containsExactly(new Document("_id", "523b2169ebb0ba8acf10d2603e7b46865637b0e01e475f9568728ed243b2539f")
                        .append("purpose", "meeting-reply")
                        .append("invitationId", "invitation-1"));
    }

    @Test
    void a_token_is_refused_alike_whatever_is_wrong_with_it() {
        links.issue("reconfirm", "campaign-1", "meeting-1");
        assertThat(links.find("reconfirm", TOKEN)).contains(List.of("campaign-1", "meeting-1"));
        assertThat(links.find("register", TOKEN)).isEmpty();
        assertThat(links.find("reconfirm", "A" + TOKEN.substring(1))).isEmpty();
        assertThat(links.find("reconfirm", TOKEN + "=")).isEmpty();
        assertThat(links.find("reconfirm", "")).isEmpty();
        assertThat(TestLinks.open(
                        new PersonalLinks(mongo, SECRET + "x", TestLinks.sealer(), GATEWAY, "links", "scope", "subject")
                                .issue("reconfirm", "campaign-1", "meeting-1")))
                .doesNotContain(TOKEN);
    }

    @Test
    void there_are_no_links_without_a_secret() {
        assertThatThrownBy(() -> new PersonalLinks(mongo, "short", TestLinks.sealer(), GATEWAY, "links", "subject"))
                .hasMessageContaining("ALLIANCE_LINK_SECRET");
    }
}
