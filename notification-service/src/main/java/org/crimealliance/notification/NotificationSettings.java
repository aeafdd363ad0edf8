package org.crimealliance.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings under {@code alliance.notification}; their defaults stand in application.yml.
 *
 * @param from the sender's address
 * @param fromName the sender's name
 * @param smtp the mail server
 * @param workers how many mails are sent at once, each over a connection of its own
 * @param lease how long a mail that is being sent is left to its sender; longer than a sending can take
 * @param sweep how often the ledger is searched for what a crash left behind or a pause ended for
 * @param firstPause before the second attempt; doubled each time
 * @param longestPause at most so long
 */
@ConfigurationProperties("alliance.notification")
public record NotificationSettings(
        String from,
        String fromName,
        Smtp smtp,
        int workers,
        Duration lease,
        Duration sweep,
        Duration firstPause,
        Duration longestPause) {

    /**
     * @param username empty: the server asks for none
     * @param startTls whether the connection must be encrypted
     * @param timeout for each answer of the server
     */
    public record Smtp(String host, int port, String username, String password, boolean startTls, Duration timeout) {}
}
