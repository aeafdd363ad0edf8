package org.crimealliance.notification.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crimealliance.notification.NotificationSettings;
import org.springframework.stereotype.Component;

/** What is being sent here, and under which name; it stays with this sender as long as it says so again and again. */
@Component
class MailsInHand {

    private final MailLedger ledger;
    private final NotificationSettings settings;
    private final Map<String, String> sending = new ConcurrentHashMap<>();

    MailsInHand(MailLedger ledger, NotificationSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    void take(String id, String by) {
        sending.put(id, by);
    }

    void letGo(String id) {
        sending.remove(id);
    }

    void renew() {
        sending.forEach((id, by) -> ledger.renew(id, by, settings.hold()));
    }
}
