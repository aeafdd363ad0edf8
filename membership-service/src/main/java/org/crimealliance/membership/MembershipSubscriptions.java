package org.crimealliance.membership;

import java.util.List;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that this service reads; each feature brings its own. */
@Configuration
class MembershipSubscriptions {

    @Bean
    Subscriptions subscriptions(List<Subscription<?>> all) {
        return new Subscriptions(List.copyOf(all));
    }
}
