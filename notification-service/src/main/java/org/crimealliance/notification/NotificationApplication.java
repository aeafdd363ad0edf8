package org.crimealliance.notification;

import org.crimealliance.platform.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the notification service. */
@SpringBootApplication
@EnableConfigurationProperties(NotificationSettings.class)
public class NotificationApplication {

    public static void main(String[] args) {
        // named, or else every mail looks through all jars for it, several times
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        ServiceStart.run(NotificationApplication.class, args);
    }
}
