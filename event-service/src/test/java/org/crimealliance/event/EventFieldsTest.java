package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.crimealliance.platform.testkit.EventFields;
import org.junit.jupiter.api.Test;

/** What tells of a person is sealed where the event's schema says so: it has to know every field. */
class EventFieldsTest {

    @Test
    void every_field_of_every_event_stands_in_its_schema() {
        assertThat(EventFields.unknown(EventApplication.class)).isEmpty();
    }
}
