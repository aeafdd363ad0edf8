package org.crimealliance.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crimealliance.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every service twice, the clocks of the second ones' machines two minutes ahead, and one of each pair killed for good while
 * applications come in: the other one goes on, and nothing is done twice.
 */
@SystemTest
class TwoInstancesIT {

    private final TestPlatform platform = TestPlatform.shared();
    private final Stack doubled = Stack.of(platform.options.withTwins());
    private final Set<String> twins = doubled.services().stream()
            .filter(name -> name.endsWith("-2"))
            .collect(Collectors.toCollection(TreeSet::new));

    @AfterEach
    void each_service_is_one_again() {
        twins.forEach(doubled::stop);
        platform.stack.services().stream()
                .filter(name -> !platform.stack.isRunning(name))
                .forEach(platform.stack::start);
        platform.stack.restart("gateway");
        platform.withdrawApplications();
    }

    @ParameterizedTest
    @ValueSource(longs = 20_201_211L)
    void nothing_is_lost_or_doubled_when_one_of_each_pair_is_killed_under_load(long seed) throws Exception {
        Random random = new Random(seed);
        doubled.start(twins, System.out::println);
        doubled.restart("gateway"); // it lists both of each now
        List<String> killed = new ArrayList<>();
        twins.forEach(twin -> killed.add(random.nextBoolean() ? twin : twin.replace("-2", "")));
        Collections.shuffle(killed, random);
        System.out.println("seed " + seed + ": killed in the order " + killed);
        platform.senderDied(); // soon
        Arriving applications = new Arriving(platform);
        applications.during(() -> killed.forEach(one -> applications.through(() -> doubled.kill(one))));
        applications.allAreThere();
    }
}
