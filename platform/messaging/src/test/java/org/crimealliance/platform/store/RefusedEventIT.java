package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** What the domain refused because of an event stays refused when the event comes again later. */
@ServiceTest
class RefusedEventIT {

    record Door(boolean locked, int entered) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @Autowired
    AggregateStores stores;

    @Test
    void a_repetition_does_not_do_what_was_refused_the_first_time() {
        AggregateStore<Door> doors = stores.of("doors", Door.class);
        doors.create("front", new Door(true, 0), List.of());
        ReceivedEvent<String> knock = new ReceivedEvent<>(
                "e1", "street.knocked.v1", "/street-service/people", "p1", 1, Instant.EPOCH, "p1", "c1", "");
        assertThat(doors.change("front", knock, RefusedEventIT::enter)).isInstanceOf(Outcome.Refused.class);
        doors.change("front", door -> Outcome.done(Change.to(new Door(false, door.entered()))));
        doors.change("front", knock, RefusedEventIT::enter);
        assertThat(doors.find("front").orElseThrow().state()).isEqualTo(new Door(false, 0));
    }

    private static Outcome<Change<Door>> enter(Door door) {
        return door.locked()
                ? Outcome.refused(Refusal.conflict("locked", "It is locked."))
                : Outcome.done(Change.to(new Door(false, door.entered() + 1)));
    }
}
