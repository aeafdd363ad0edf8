package org.crimealliance.event;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Map;
import org.crimealliance.platform.store.Migration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What was stored under the names of Java classes gets the names of its states. */
@Configuration
class StateNames {

    private static final String REGISTRATION = "org.crimealliance.event.registration.Registration$";
    private static final String MEETING = "org.crimealliance.event.ancillary.AncillaryMeeting$";

    private static final Map<String, String> REGISTRATIONS = Map.of(
            REGISTRATION + "Pending", "registration-pending",
            REGISTRATION + "Confirmed", "registration-confirmed",
            REGISTRATION + "Waiting", "registration-waiting",
            REGISTRATION + "Offered", "registration-offered",
            REGISTRATION + "Cancelled", "registration-cancelled");

    private static final Map<String, String> MEETINGS = Map.of(
            MEETING + "Proposed", "ancillary-proposed",
            MEETING + "Accepted", "ancillary-accepted",
            MEETING + "Invited", "ancillary-invited",
            MEETING + "Undeliverable", "ancillary-undeliverable",
            MEETING + "Reconfirmed", "ancillary-reconfirmed",
            MEETING + "Promoted", "ancillary-promoted",
            MEETING + "Declined", "ancillary-declined",
            MEETING + "Expired", "ancillary-expired",
            MEETING + "Cancelled", "ancillary-cancelled");

    @Bean
    Migration namesOfStates() {
        return new Migration(1, "names of states", mongo -> {
            rename(mongo, "registrations", REGISTRATIONS);
            rename(mongo, "ancillaryMeetings", MEETINGS);
        });
    }

    /** Queries look for both names meanwhile; the version counts, so that no write goes over this one. */
    private static void rename(MongoTemplate mongo, String collection, Map<String, String> names) {
        names.forEach((from, to) -> mongo.getCollection(collection)
                .updateMany(
                        Filters.eq("state._class", from),
                        Updates.combine(Updates.set("state._class", to), Updates.inc("version", 1L))));
    }
}
