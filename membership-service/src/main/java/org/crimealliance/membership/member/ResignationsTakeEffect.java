package org.crimealliance.membership.member;

import java.time.Duration;
import java.time.LocalDate;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.member.Membership.Resigning;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Tells the other services when a resignation has taken effect. Nothing here decides who is a member: that follows from
 * the dates.
 */
@Component
final class ResignationsTakeEffect {

    private static final Logger LOG = LoggerFactory.getLogger(ResignationsTakeEffect.class);

    @Configuration
    static class Drives {
        @Bean
        Sweeper resignationSweep(
                ResignationsTakeEffect resignations,
                @Value("${alliance.membership.resignations.sweep}") Duration every) {
            return new Sweeper("resignations", every, resignations::sweep);
        }
    }

    private final Memberships memberships;
    private final MembershipCalendar calendar;

    ResignationsTakeEffect(Memberships memberships, MembershipCalendar calendar) {
        this.memberships = memberships;
        this.calendar = calendar;
    }

    void sweep() {
        LocalDate today = calendar.today();
        for (Stored<Membership> stored : memberships.resigning()) {
            if (stored.state() instanceof Resigning resigning) {
                causeOf(stored.id(), resigning).run(() -> lapse(stored.id(), today));
            }
        }
    }

    private static Provenance causeOf(String id, Resigning resigning) {
        Provenance cause = resigning.cause();
        return cause == null ? Provenance.rule("resignation-takes-effect", id, resigning.effectiveOn()) : cause;
    }

    private void lapse(String id, LocalDate today) {
        Outcome<Stored<Membership>> outcome =
                memberships.change(id, membership -> Membership.lapse(id, membership, today));
        if (outcome instanceof Outcome.Refused<Stored<Membership>>(var refusal)) {
            LOG.warn("membership {} did not lapse: {}", id, refusal.message());
        }
    }
}
