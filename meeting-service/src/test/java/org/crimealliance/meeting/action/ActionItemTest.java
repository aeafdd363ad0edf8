package org.crimealliance.meeting.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class ActionItemTest {

    private static final Instant NOW = Instant.parse("2020-12-07T16:00:00Z");

    @Test
    void it_is_open_until_it_is_done_and_done_once() {
        ActionItem open = new ActionItem(
                "a1", "s1", "m1", "Send the briefing", "secretary", LocalDate.parse("2021-01-14"), NOW, null);
        assertThat(open.isOpen()).isTrue();
        ActionItem done = open.done(NOW.plusSeconds(60)).next();
        assertThat(done.isOpen()).isFalse();
        assertThat(done.doneAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(done.done(NOW.plusSeconds(120))).isEqualTo(Change.to(done));
    }
}
