package org.crimealliance.meeting.meeting;

import org.springframework.stereotype.Component;

/** What number a meeting will have, as far as one can tell: numbers are fixed only when meetings are held. */
@Component
public class Numbering {

    private final Meetings meetings;
    private final NumberLedger ledger;

    Numbering(Meetings meetings, NumberLedger ledger) {
        this.meetings = meetings;
        this.ledger = ledger;
    }

    /**
     * The number it has, or would get if all earlier ones of its series and year are held before it.
     */
    public int expected(Meeting meeting) {
        Integer fixed = meeting.number();
        if (fixed != null) {
            return fixed;
        }
        Details details = meeting.details();
        String seriesId = details.series().seriesId();
        int year = details.schedule().year();
        long before = meetings.openOf(seriesId).stream()
                .map(other -> other.details().schedule())
                .filter(other -> other.year() == year
                        && other.start().isBefore(details.schedule().start()))
                .count();
        return ledger.last(seriesId, year) + (int) before + 1;
    }

    /** {@code 11/2020}. */
    public String label(Meeting meeting) {
        return expected(meeting) + "/" + meeting.details().schedule().year();
    }
}
