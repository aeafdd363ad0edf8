package org.crimealliance.event.congress;

import java.time.LocalTime;

/** A stretch of a congress day, in the congress's own time; half-open. */
public record DaySlot(LocalTime start, LocalTime end) {}
