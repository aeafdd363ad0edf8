package org.crimealliance.membership.application;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.springframework.stereotype.Component;

/** Somebody asks for membership. */
@Component
final class SubmitApplication {

    record Submitted(String membershipId, String reference) {}

    private final Memberships memberships;
    private final ApplicantKeys keys;
    private final MembershipCalendar calendar;
    private final Ids ids;
    private final MeterRegistry meters;

    SubmitApplication(
            Memberships memberships, ApplicantKeys keys, MembershipCalendar calendar, Ids ids, MeterRegistry meters) {
        this.memberships = memberships;
        this.keys = keys;
        this.calendar = calendar;
        this.ids = ids;
        this.meters = meters;
    }

    Submitted submit(Profile applicant, String heardFrom) {
        String id = IdempotencyKey.idFor("membership", ids);
        String reference = "A-" + id.substring(id.length() - 8).toUpperCase(Locale.ROOT);
        Instant now = calendar.now();
        Application application =
                new Application(reference, now, calendar.dateOf(now), heardFrom, keys.claim(id, applicant));
        memberships.create(id, Membership.apply(id, applicant, application));
        meters.counter(
                        "alliance.applications.submitted",
                        "category",
                        applicant.category().wire())
                .increment();
        return new Submitted(id, reference);
    }
}
