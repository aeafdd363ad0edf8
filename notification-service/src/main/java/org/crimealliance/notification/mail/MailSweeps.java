package org.crimealliance.notification.mail;

import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two that go with the {@link MailSender}: what it needs goes on until its workers are done, what needs it ends before. */
@Configuration(proxyBeanMethods = false)
class MailSweeps {

    @Bean
    Sweeper mailLeases(MailsInHand inHand, NotificationSettings settings) {
        return new Sweeper("mail-leases", settings.renewal(), inHand::renew);
    }

    @Bean
    Sweeper mailSweeper(MailSender sender, MailLedger ledger, NotificationSettings settings) {
        return new Sweeper("mails", settings.sweep(), ledger::declareIndexes, sender::sweep);
    }
}
