package org.crimealliance.meeting;

import org.crimealliance.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void the_service_keeps_the_rules_of_the_house() {
        ArchitectureRules.check(MeetingApplication.class);
    }
}
