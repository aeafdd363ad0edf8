package org.crimealliance.membership;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/** The domain's clock, read in the zone of the Alliance. */
@Component
public final class MembershipCalendar {

    private final Clock clock;
    private final ZoneId zone;

    public MembershipCalendar(Clock clock, MembershipSettings settings) {
        this.clock = clock;
        this.zone = settings.zone();
    }

    public Instant now() {
        return clock.instant();
    }

    public LocalDate today() {
        return dateOf(clock.instant());
    }

    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
