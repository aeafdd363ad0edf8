package org.crimealliance.membership.application;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Membership;

/** Applications received in a period, both days included, in numbers of applications. */
record ApplicationSummary(
        LocalDate from, LocalDate to, int received, Map<String, Integer> bySource, Map<String, Integer> byCategory) {

    static ApplicationSummary of(LocalDate from, LocalDate to, Collection<? extends Membership> memberships) {
        int received = 0;
        Map<String, Integer> bySource = new TreeMap<>();
        Map<String, Integer> byCategory = new TreeMap<>();
        for (Membership membership : memberships) {
            Application application = membership.application();
            if (application != null
                    && !application.submittedOn().isBefore(from)
                    && !application.submittedOn().isAfter(to)) {
                received++;
                bySource.merge(application.heardFrom(), 1, Integer::sum);
                byCategory.merge(membership.profile().category().wire(), 1, Integer::sum);
            }
        }
        return new ApplicationSummary(from, to, received, bySource, byCategory);
    }
}
