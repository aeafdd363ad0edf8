package org.crimealliance.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of every service while applications keep coming in; the invariants hold, every acknowledged one is there. */
@SystemTest
class KilledUnderLoadIT {

    private final TestPlatform platform = TestPlatform.shared();

    /** Hundreds of applications would fill the agenda that another test looks at. */
    @AfterEach
    void the_table_is_cleared() {
        platform.withdrawApplications();
    }

    @ParameterizedTest
    @ValueSource(longs = 20_201_210L)
    void nothing_is_lost_or_doubled_when_each_service_is_killed_under_load(long seed) throws Exception {
        List<String> services = new ArrayList<>(platform.stack.services());
        Collections.shuffle(services, new Random(seed));
        System.out.println("seed " + seed + ": killed in the order " + services);
        platform.senderDied(); // soon
        Arriving applications = new Arriving(platform);
        applications.during(() -> services.forEach(service -> applications.through(() -> {
            platform.stack.kill(service);
            platform.stack.start(service);
        })));
        applications.allAreThere();
    }
}
