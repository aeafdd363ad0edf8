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

    record PasskeyChanged(String email, String name, String label) {}

    private final Words words;

    IdentityLetters(Words words) {
        this.words = words;
    }

    List<Subscription<?>> subscriptions() {
        return List.of(
                Subscription.on("identity.login-link-requested.v1", LoginLinkRequested.class, this::requested),
                Subscription.on(
                        "identity.passkey-added.v1", PasskeyChanged.class, event -> tell(event, "passkey-added")),
                Subscription.on(
                        "identity.passkey-removed.v1", PasskeyChanged.class, event -> tell(event, "passkey-removed")));
    }

    private void requested(ReceivedEvent<LoginLinkRequested> event) {
        LoginLinkRequested asked = event.data();
        words.send(
                event,
                Draft.of("login-link", null, new Recipient(asked.name(), asked.email()))
                        .leadingTo(asked.url()));
    }

    /** If it was not them, they hear of it. */
    private void tell(ReceivedEvent<PasskeyChanged> event, String template) {
        PasskeyChanged passkey = event.data();
        words.send(
                event,
                Draft.of(template, null, new Recipient(passkey.name(), passkey.email()))
                        .with("passkey", passkey.label()));
    }
}
