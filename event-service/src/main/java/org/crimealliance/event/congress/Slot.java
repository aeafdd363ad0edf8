package org.crimealliance.event.congress;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One slot of the grid, half-open.
 *
 * @param index counts from 0 through the whole congress
 * @param day the congress day, never the reader's
 */
public record Slot(int index, LocalDate day, Instant start, Instant end) {}
