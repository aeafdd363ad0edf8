package org.crimealliance.notification.letter;

import java.util.List;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** To those who sign in. */
@Component
class IdentityLetters {

    /** @param recovery absent: whoever gets the link has asked for it */
    record LoginLinkRequested(
            String email, String name, String url, @Nullable Recovery recovery) {}

    /** Another officer had the account recovered. */
    record Recovery(String name, @Nullable String office, String reason) {}

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
        Recipient owner = new Recipient(asked.name(), asked.email());
        Recovery recovery = asked.recovery();
        Draft draft = recovery == null ? Draft.of("login-link", null, owner) : recovered(owner, recovery);
        words.send(event, draft.leadingTo(asked.url()));
    }

    private Draft recovered(Recipient owner, Recovery recovery) {
        Draft draft = Draft.of("account-recovered", null, owner);
        String office = recovery.office();
        String who = office == null
                ? recovery.name()
                : recovery.name() + ", " + words.text("office." + office, draft.language());
        return draft.with("by", who).with("reason", recovery.reason());
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
