package org.crimealliance.membership;

import org.crimealliance.platform.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the membership service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MembershipApplication {

    public static void main(String[] arguments) {
        ServiceStart.run(MembershipApplication.class, arguments);
    }
}
