package org.crimealliance.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The domain time of a local stack: the machine's time plus an offset, kept as an ISO-8601 duration in a file that every
 * service reads. Certificates, tokens and leases go by the machine's time.
 */
public final class DomainClock {

    private final Path file;

    DomainClock(Path file) {
        this.file = file;
    }

    /** From now on it is this moment, for all services at once, and time runs on from there. */
    public void set(Instant moment) {
        write(Duration.between(Instant.now(), moment));
    }

    /** Back to the machine's time. */
    public void reset() {
        write(Duration.ZERO);
    }

    public Instant now() {
        return Instant.now().plus(offset());
    }

    private Duration offset() {
        try {
            return Duration.parse(Files.readString(file).strip());
        } catch (NoSuchFileException nobodySetIt) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Duration offset) {
        AtomicFiles.write(file, offset.toString());
    }
}
