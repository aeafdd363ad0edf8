package org.crimealliance.membership;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * The membership service with a clock that the test sets, alone on its topics: two services of one group in one JVM would
 * share the decisions between them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({TestClock.class, Decisions.class, Received.class})
@TestPropertySource(
        properties = {"alliance.test.now=2020-11-16T09:00:00Z", "alliance.membership.applications.sweep=200ms"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
public @interface MembershipTest {}
