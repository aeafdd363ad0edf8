package org.crimealliance.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.notification.mailbox.Intake.Taken;
import org.crimealliance.platform.time.MachineClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thirty an hour, three of them about one thing. */
class LettersTest {

    private Instant now = Instant.parse("2020-12-01T09:00:00Z");
    private final Letters letters = new Letters(MachineClock.of(() -> now));
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void somebody_reads() {
        letters.goTo(letter -> read.add(letter.about()));
    }

    @Test
    void who_knows_one_address_keeps_nobody_else_out() {
        for (int i = 0; i < 100; i++) {
            assertThat(pass("known")).isEqualTo(i < 3 ? Taken.SETTLED : Taken.TOO_MANY);
        }
        for (int i = 0; i < 27; i++) {
            assertThat(pass("other-" + i)).isEqualTo(Taken.SETTLED);
        }
        assertThat(read).hasSize(30);
        assertThat(pass("one more")).isEqualTo(Taken.LATER);
        assertThat(pass("known")).as("and is not waited for").isEqualTo(Taken.TOO_MANY);
    }

    @Test
    void an_hour_later_there_is_room_again() {
        pass("known");
        now = now.plus(Duration.ofMinutes(30));
        pass("known");
        pass("known");
        now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(pass("known")).isEqualTo(Taken.TOO_MANY);
        now = now.plusMillis(1);
        assertThat(pass("known")).isEqualTo(Taken.SETTLED);
        assertThat(pass("known")).as("two within the hour, and this one").isEqualTo(Taken.TOO_MANY);
        assertThat(read).hasSize(4);
    }

    private Taken pass(String about) {
        return letters.pass(new Letters.Received(about, "noor@example.org", "A question", new byte[0]));
    }
}
