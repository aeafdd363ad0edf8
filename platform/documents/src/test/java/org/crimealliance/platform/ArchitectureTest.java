package org.crimealliance.platform;

import org.crimealliance.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_house_rules() {
        ArchitectureRules.checkPlatform();
    }
}
