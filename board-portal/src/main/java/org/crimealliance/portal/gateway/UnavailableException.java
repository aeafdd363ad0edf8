package org.crimealliance.portal.gateway;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service is down, too slow or broken: nothing was said about what was asked. */
public final class UnavailableException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final @Nullable Duration pause;
    private final boolean perhapsDone;

    public UnavailableException(String what, Throwable cause, boolean passing) {
        this(what, cause, passing, null, false);
    }

    /** @param pause after which to ask again, as the platform says; null: it says nothing */
    UnavailableException(String what, Throwable cause, boolean passing, @Nullable Duration pause) {
        this(what, cause, passing, pause, false);
    }

    private UnavailableException(
            String what, Throwable cause, boolean passing, @Nullable Duration pause, boolean perhapsDone) {
        super(what, cause);
        this.passing = passing;
        this.pause = pause;
        this.perhapsDone = perhapsDone;
    }

    /** The same of a command: it was sent, and nobody has said that it was not done. */
    UnavailableException ofCommand() {
        return new UnavailableException(String.valueOf(getMessage()), this, passing, pause, true);
    }

    /** Whether it was a command that may have been done; sent again under its key it is not done twice. */
    public boolean perhapsDone() {
        return perhapsDone;
    }

    Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    /** Whether the same may be answered if it is asked again at once: no answer came, or a word of patience. */
    boolean passing() {
        return passing;
    }
}
