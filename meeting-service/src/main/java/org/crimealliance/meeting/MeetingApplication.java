package org.crimealliance.meeting;

import org.crimealliance.platform.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The meeting service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MeetingApplication {

    public static void main(String[] args) {
        ServiceStart.run(MeetingApplication.class, args);
    }
}
