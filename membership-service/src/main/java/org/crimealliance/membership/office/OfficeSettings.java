package org.crimealliance.membership.office;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The policies of the offices, {@code alliance.membership.offices.*}; the defaults stand in application.yml.
 *
 * @param seats how many hold an office at a time
 * @param warrantedBy what an appointment needs
 */
@ConfigurationProperties("alliance.membership.offices")
record OfficeSettings(Map<Office, Integer> seats, WarrantedBy warrantedBy) {

    /** What an appointment needs: a decision that elected them, a second officer's confirmation, or either. */
    enum WarrantedBy {
        DECISION,
        CONFIRMATION,
        EITHER
    }

    OfficeSettings {
        seats = Map.copyOf(seats);
    }

    int seatsOf(Office office) {
        return seats.getOrDefault(office, 1);
    }
}
