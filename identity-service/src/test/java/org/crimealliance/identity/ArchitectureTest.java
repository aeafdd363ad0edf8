package org.crimealliance.identity;

import org.crimealliance.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_house_rules() {
        ArchitectureRules.check(IdentityApplication.class);
    }
}
