package org.crimealliance.event.campaign;

import java.time.Duration;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What drives the campaigns: a sweep, and mails that came back. */
@Configuration
class CampaignConfiguration {

    @Bean
    Sweeper campaignSweep(RunCampaigns campaigns, @Value("${alliance.event.sweep}") Duration pause) {
        return new Sweeper("campaigns", pause, campaigns::sweep);
    }

    @Bean
    Subscription<MailBounced> mailBounced(RunCampaigns campaigns) {
        return Subscription.on("notification.mail-bounced.v1", MailBounced.class, campaigns::bounced);
    }
}
