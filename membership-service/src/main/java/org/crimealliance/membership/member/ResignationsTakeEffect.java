package org.crimealliance.membership.member;

import java.time.LocalDate;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the other services when a resignation has taken effect. Nothing here decides who is a member: that follows from
 * the dates.
 */
@Component
final class ResignationsTakeEffect {

    private static final Logger LOG = LoggerFactory.getLogger(ResignationsTakeEffect.class);

    private final Memberships memberships;
    private final MembershipCalendar calendar;

    ResignationsTakeEffect(Memberships memberships, MembershipCalendar calendar) {
        this.memberships = memberships;
        this.calendar = calendar;
    }

    @Scheduled(fixedDelayString = "${alliance.membership.resignations.sweep:60s}")
    void sweep() {
        LocalDate today = calendar.today();
        for (Stored<Membership> stored : memberships.resigning()) {
            String id = stored.id();
            Outcome<Stored<Membership>> outcome =
                    memberships.change(id, membership -> Membership.lapse(id, membership, today));
            if (outcome instanceof Outcome.Refused<Stored<Membership>>(var refusal)) {
                LOG.warn("membership {} did not lapse: {}", id, refusal.message());
            }
        }
    }
}
