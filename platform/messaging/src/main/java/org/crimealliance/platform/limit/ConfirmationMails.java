package org.crimealliance.platform.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.crimealliance.platform.security.Networks;

/**
 * Mails that anybody can have sent to anybody: a public form was filled in, and whoever reads the mail confirms it. None of
 * these limits refuses a form; they say when its mail goes out.
 */
public final class ConfirmationMails {

    /** What becomes of a mail now. */
    public enum Turn {
        /** It goes out, and was counted. */
        NOW,
        /** Its recipient has just had as many as there may be. */
        RECIPIENT_HAS_ENOUGH,
        /** Enough went out because of forms from its network. */
        NETWORK_WAITS,
        /** Enough went out in all. */
        ALL_WAIT;

        String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String RECIPIENT = "mail-to";
    private static final String NETWORK = "mail-from-network";
    private static final String ALL = "mails-in-all";

    private final RateLimits limits;
    private final int perRecipient;
    private final int perNetwork;
    private final int inAll;
    private final MeterRegistry meters;

    /** Each in an hour; 0: no limit. */
    public ConfirmationMails(RateLimits limits, int perRecipient, int perNetwork, int inAll, MeterRegistry meters) {
        this.limits = limits;
        this.perRecipient = perRecipient;
        this.perNetwork = perNetwork;
        this.inAll = inAll;
        this.meters = meters;
        for (Turn turn : Turn.values()) {
            count(turn, 0); // what never happened is nought, not unknown: an alert counts from there
        }
    }

    /** By which those for one address are known; in its comparable form. */
    public String recipient(String address) {
        return limits.hash(RECIPIENT, address);
    }

    /** By which those because of one caller are known. */
    public String network(String address) {
        return limits.hash(NETWORK, Networks.of(address));
    }

    /** Whether one more may go out; if so, it is counted. A mail that does not go out counts nowhere. */
    public Turn turn(String recipient, String network) {
        Turn turn = take(recipient, network);
        count(turn, 1);
        return turn;
    }

    public Pass pass() {
        return new Pass();
    }

    /** Once through the mails that wait: those of a network that has had enough keep nobody else waiting. */
    public final class Pass {

        private final Set<String> hadEnough = new HashSet<>();

        private Pass() {}

        /** As {@link ConfirmationMails#turn}; after {@link Turn#ALL_WAIT} nobody has a turn in this pass. */
        public Turn turn(String recipient, String network) {
            if (hadEnough.contains(network)) {
                return Turn.NETWORK_WAITS;
            }
            Turn turn = ConfirmationMails.this.turn(recipient, network);
            if (turn == Turn.NETWORK_WAITS) {
                hadEnough.add(network);
            }
            return turn;
        }
    }

    private Turn take(String recipient, String network) {
        if (!limits.take(RECIPIENT, recipient, perRecipient)) {
            return Turn.RECIPIENT_HAS_ENOUGH;
        }
        if (!limits.take(NETWORK, network, perNetwork)) {
            limits.giveBack(RECIPIENT, recipient, perRecipient);
            return Turn.NETWORK_WAITS;
        }
        if (!limits.takeOfThisHour(ALL, inAll)) {
            limits.giveBack(NETWORK, network, perNetwork);
            limits.giveBack(RECIPIENT, recipient, perRecipient);
            return Turn.ALL_WAIT;
        }
        return Turn.NOW;
    }

    /** The mail had its turn and was not needed. */
    public void giveBack(String recipient, String network) {
        limits.giveBackOfThisHour(ALL, inAll);
        limits.giveBack(NETWORK, network, perNetwork);
        limits.giveBack(RECIPIENT, recipient, perRecipient);
    }

    private void count(Turn turn, int more) {
        meters.counter("alliance.confirmation.mails", "turn", turn.wire()).increment(more);
    }
}
