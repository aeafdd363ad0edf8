package org.crimealliance.notification.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.stereotype.Component;

/**
 * What came to an address of ours and only a person can answer: a question to the organiser, another time that somebody
 * proposes. It goes on to an office, so many an hour; what is more waits with its sender.
 */
@Component
public class Letters {

    /** Of the mail in which one is passed on. */
    public static final String TEMPLATE = "letter-passed-on";

    private static final int MOST = 30;
    private static final Duration WITHIN = Duration.ofHours(1);

    /**
     * One of them.
     *
     * @param about the mail or the invitation whose address it came to
     * @param from as it says, which may be forged
     * @param octets the whole of it
     */
    public record Received(String about, String from, String subject, byte[] octets) {}

    private final MachineClock clock;
    private final Deque<Instant> gone = new ArrayDeque<>();
    private volatile Consumer<Received> office = letter -> {
        throw new IllegalStateException("nobody reads letters");
    };

    Letters(MachineClock clock) {
        this.clock = clock;
    }

    /** Whoever passes them on. */
    public void goTo(Consumer<Received> newOffice) {
        office = newOffice;
    }

    /** False if there have been too many within the hour. */
    synchronized boolean pass(Received letter) {
        Instant now = clock.instant();
        while (!gone.isEmpty() && !gone.getFirst().isAfter(now.minus(WITHIN))) {
            gone.removeFirst();
        }
        if (gone.size() >= MOST) {
            return false;
        }
        office.accept(letter);
        gone.addLast(now);
        return true;
    }
}
