package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Imap;
import org.crimealliance.notification.NotificationSettings.Mailbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every MAIL FROM and every ORGANIZER stands in the mailbox for machines. */
class MailboxNameTest {

    @ParameterizedTest
    @CsvSource({"post@x.org, true", "mailpost@x.org, true", "mailposts@x.org, false", "@x.org, false", "post, false"})
    void a_name_so_long_that_servers_refuse_its_sub_addresses_is_refused_at_the_start(String mailbox, boolean taken) {
        NotificationSettings settings = new NotificationSettings(
                "no-reply@x.org",
                "X",
                Map.of(),
                new Mailbox(mailbox, 0, new Imap("", 993, "", "", true, Duration.ofMinutes(1))),
                null,
                1,
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                null);
        assertThat(settings.isMailboxShortEnough()).isEqualTo(taken);
    }
}
