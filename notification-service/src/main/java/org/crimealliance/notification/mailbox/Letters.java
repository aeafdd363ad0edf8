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
 * proposes. It goes on to an office, so many an hour, a few of them about one thing: whoever got one mail knows its address
 * and shall not keep everybody else's letters out. What is more waits where it is.
 */
@Component
public class Letters {

    /** Of the mail in which one is passed on. */
    public static final String TEMPLATE = "letter-passed-on";

    private static final int MOST = 30;
    private static final int MOST_ABOUT_ONE = 3;
    private static final Duration WITHIN = Duration.ofHours(1);

    /**
     * One of them.
     *
     * @param about the mail or the invitation whose address it came to
     * @param from as it says, which may be forged
     * @param octets the whole of it
     */
    public record Received(String about, String from, String subject, byte[] octets) {}

    private record Gone(String about, Instant at) {}

    private final MachineClock clock;
    private final Deque<Gone> gone = new ArrayDeque<>();
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

    synchronized Intake.Taken pass(Received letter) {
        Instant now = clock.instant();
        while (!gone.isEmpty() && !gone.getFirst().at().isAfter(now.minus(WITHIN))) {
            gone.removeFirst();
        }
        if (gone.stream().filter(one -> one.about().equals(letter.about())).count() >= MOST_ABOUT_ONE) {
            return Intake.Taken.TOO_MANY;
        }
        if (gone.size() >= MOST) {
            return Intake.Taken.LATER;
        }
        office.accept(letter);
        gone.addLast(new Gone(letter.about(), now));
        return Intake.Taken.SETTLED;
    }
}
