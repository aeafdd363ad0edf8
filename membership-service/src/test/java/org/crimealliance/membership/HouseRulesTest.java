package org.crimealliance.membership;

import org.crimealliance.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void the_service_keeps_the_house_rules() {
        ArchitectureRules.check(MembershipApplication.class);
    }
}
