package org.crimealliance.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestClock;
import org.springframework.context.annotation.Import;

/** The whole service against real servers, with a clock that the test sets. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({TestClock.class, Api.class, Topics.class})
public @interface EventServiceTest {}
