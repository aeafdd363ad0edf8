package org.crimealliance.event.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a congress day, in the congress's own time; half-open.
 *
 * @param offset which of two moments is meant where the clocks go back and show a time twice, such as {@code +02:00}
 */
public record DaySlot(
        LocalTime start, LocalTime end, @Nullable String offset) {

    public DaySlot(LocalTime start, LocalTime end) {
        this(start, end, null);
    }

    Instant startOn(LocalDate day, ZoneId zone) {
        return on(day, start, zone);
    }

    Instant endOn(LocalDate day, ZoneId zone) {
        return on(day, end, zone);
    }

    private Instant on(LocalDate day, LocalTime time, ZoneId zone) {
        return ZonedDateTime.ofLocal(day.atTime(time), zone, meant()).toInstant();
    }

    @Nullable
    ZoneOffset meant() {
        return offset == null ? null : ZoneOffset.of(offset);
    }
}
