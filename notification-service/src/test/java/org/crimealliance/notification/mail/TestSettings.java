package org.crimealliance.notification.mail;

import java.time.Duration;
import java.util.Map;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;

/** Settings of a sender that a test makes itself. */
record TestSettings(int smtpPort, Limits limits, Duration lease, Duration clockSkew, Tries tries) {

    private static final NotificationSettings.Imap NO_IMAP =
            new NotificationSettings.Imap("", 993, "", "", true, Duration.ofMinutes(1));

    NotificationSettings all() {
        return new NotificationSettings(
                "no-reply@example.org",
                "The Alliance",
                Map.of("secretary", "secretary@example.org"),
                new NotificationSettings.Mailbox("post@example.org", 0, NO_IMAP),
                new NotificationSettings.Smtp("127.0.0.1", smtpPort, "", "", false, limits),
                1,
                lease,
                clockSkew,
                Duration.ofMillis(100),
                tries);
    }
}
