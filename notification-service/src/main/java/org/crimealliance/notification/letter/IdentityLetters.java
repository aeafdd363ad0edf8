package org.crimealliance.notification.letter;

import java.util.List;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.springframework.stereotype.Component;

/** To those who sign in. */
@Component
class IdentityLetters {

    record LoginLinkRequested(String email, String name, String url) {}

    private final Words words;

    IdentityLetters(Words words) {
        this.words = words;
    }

    List<Subscription<?>> subscriptions() {
        return List.of(Subscription.on("identity.login-link-requested.v1", LoginLinkRequested.class, this::requested));
    }

    private void requested(ReceivedEvent<LoginLinkRequested> event) {
        LoginLinkRequested asked = event.data();
        words.send(
                event,
                Draft.of("login-link", null, new Recipient(asked.name(), asked.email()))
                        .leadingTo(asked.url()));
    }
}
