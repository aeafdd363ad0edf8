package org.crimealliance.platform.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * A clock that runs at the machine's pace from a moment that somebody set: the file holds the offset to the machine's
 * time as an ISO-8601 duration. Only the local stack starts services with it; the file is read at every call, so that
 * all services step at the same moment.
 */
public final class FileClock extends Clock {

    private final Path file;
    private final InstantSource machine;
    private final ZoneId zone;

    public FileClock(Path file, InstantSource machine, ZoneId zone) {
        this.file = file;
        this.machine = machine;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new FileClock(file, machine, other);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset());
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
}
