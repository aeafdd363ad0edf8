package org.crimealliance.meeting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestClock;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The whole service, with a clock that the test sets and topics of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({TestClock.class, Api.class, Topics.class})
@TestPropertySource(
        properties = {
            "alliance.link-secret=a-secret-of-the-tests-and-of-nothing-else",
            "alliance.gateway=http://gateway.test",
            "alliance.meeting.sweep=1s",
            "alliance.test.now=2020-10-01T08:00:00Z"
        })
public @interface MeetingServiceTest {}
