package org.crimealliance.meeting.meeting;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Closes a meeting: its number is reserved in the ledger of its series and year, then it becomes held with that number.
 * In session it can neither move nor be cancelled, so the second step is never refused after the first.
 */
@Component
class HoldMeeting {

    @Configuration
    static class Drives {
        @Bean
        Sweeper closingSweep(HoldMeeting hold, @Value("${alliance.meeting.sweep}") Duration every) {
            return new Sweeper("closings", every, hold::finishClosing);
        }
    }

    private final Meetings meetings;
    private final NumberLedger ledger;
    private final Clock clock;
    private final MeterRegistry meters;

    HoldMeeting(Meetings meetings, NumberLedger ledger, Clock clock, MeterRegistry meters) {
        this.meetings = meetings;
        this.ledger = ledger;
        this.clock = clock;
        this.meters = meters;
    }

    Outcome<Meeting> close(String meetingId) {
        return meetings.get(meetingId).closable().flatMap(meeting -> {
            Details details = meeting.details();
            int number = ledger.reserve(
                    details.series().seriesId(), details.schedule().year(), meetingId);
            Outcome<Meeting> held = meetings.change(meetingId, current -> current.close(number, clock.instant()));
            if (meeting instanceof Meeting.InSession && held instanceof Outcome.Done<Meeting>) {
                meters.counter(
                                "alliance.meetings.held",
                                "series",
                                details.series().kind().name())
                        .increment();
            }
            return held;
        });
    }

    /** Whoever died between the two steps of {@link #close} is helped: a number without a held meeting is a gap. */
    void finishClosing() {
        for (Meeting meeting : meetings.inSession()) {
            String meetingId = meeting.details().meetingId();
            ledger.causeOf(
                            meeting.details().series().seriesId(),
                            meeting.details().schedule().year(),
                            meetingId)
                    .ifPresent(cause -> cause.run(() -> close(meetingId)));
        }
    }
}
