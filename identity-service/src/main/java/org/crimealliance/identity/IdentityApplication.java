package org.crimealliance.identity;

import org.crimealliance.platform.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the identity service. */
@SpringBootApplication
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityApplication {

    public static void main(String[] args) {
        ServiceStart.run(IdentityApplication.class, args);
    }
}
