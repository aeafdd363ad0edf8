package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Map;
import org.bson.Document;
import org.crimealliance.platform.store.Migration;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What an earlier version stored under a Java class's name. */
@EventServiceTest
class StateNamesIT {

    private static final String FORMER = "org.crimealliance.event.registration.Registration$Pending";

    @Autowired
    Api api;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Migration stateNames;

    @Test
    void is_found_under_it_and_gets_the_name_of_its_state() {
        TestClock.stopAt("2021-01-10T09:00:00Z");
        String congress = api.kyoto("state-names", 5);
        String id = api.publicPost(
                        congress + "/registrations",
                        Map.of(
                                "name", "A. Muster",
                                "email", "state-names@example.org",
                                "country", "AT",
                                "seat", "online",
                                "consent", true))
                .expect(202)
                .text("/registrationId");
        mongo.getCollection("registrations").updateOne(Filters.eq("_id", id), Updates.set("state._class", FORMER));
        assertThat(StoreWatch.weak()).as("that was this test").hasSize(1);
        assertThat(api.get(congress + "/registrations/counts").number("/pending"))
                .isEqualTo(1);

        stateNames.work().on(mongo);
        stateNames.work().on(mongo);
        assertThat(mongo.getCollection("registrations")
                        .find(Filters.eq("_id", id))
                        .first()
                        .get("state", Document.class))
                .containsEntry("_class", "registration-pending");
        assertThat(api.get(congress + "/registrations/counts").number("/pending"))
                .isEqualTo(1);
        assertThat(mongo.getCollection("migrations").find(Filters.eq("_id", 1)).first())
                .as("done at the start")
                .containsEntry("name", "names of states");
    }
}
