package org.crimealliance.membership;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the membership service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MembershipApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(MembershipApplication.class, arguments);
    }
}
