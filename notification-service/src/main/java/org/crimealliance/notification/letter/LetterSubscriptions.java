package org.crimealliance.notification.letter;

import java.util.ArrayList;
import java.util.List;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.store.Migration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that letters are written about. */
@Configuration(proxyBeanMethods = false)
class LetterSubscriptions {

    @Bean
    Subscriptions subscriptions(
            MembershipLetters membership, MeetingLetters meetings, CongressLetters congress, IdentityLetters identity) {
        List<Subscription<?>> all = new ArrayList<>();
        all.addAll(membership.subscriptions());
        all.addAll(meetings.subscriptions());
        all.addAll(congress.subscriptions());
        all.addAll(identity.subscriptions());
        return new Subscriptions(List.copyOf(all));
    }

    @Bean
    Migration linksLeaveTheInvitees() {
        return new Migration(1, "links leave the invitees", MeetingLetters::dropLinks);
    }
}
