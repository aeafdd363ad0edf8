package org.crimealliance.notification.letter;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.notification.mailbox.Letters;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.provenance.Provenance;
import org.springframework.stereotype.Component;

/** To the secretary, with what came to an address for machines and is for a person. The same letter again is the same mail. */
@Component
class LettersPassedOn {

    private final Words words;
    private final Clock clock;
    private final Recipient office;

    LettersPassedOn(Words words, Clock clock, NotificationSettings settings, Letters letters) {
        this.words = words;
        this.clock = clock;
        this.office = new Recipient(settings.fromName(), settings.office(Offices.SECRETARY));
        letters.goTo(this::passOn);
    }

    private void passOn(Letters.Received letter) {
        String base64 = Base64.getEncoder().encodeToString(letter.octets());
        String id = UUID.nameUUIDFromBytes((letter.about() + base64).getBytes(StandardCharsets.US_ASCII))
                .toString();
        Provenance cause = Provenance.current();
        ReceivedEvent<?> arrival = new ReceivedEvent<>(
                id,
                "letter-arrived",
                "mailbox",
                letter.about(),
                1,
                clock.instant(),
                cause.actor(),
                cause.correlationId(),
                letter);
        words.send(
                arrival,
                Draft.of(Letters.TEMPLATE, null, office)
                        .with("from", readable(letter.from()))
                        .with("subject", readable(letter.subject()))
                        .with(new Letter.Attachment("letter.eml", Letter.Attachment.MESSAGE, base64)));
    }

    private static String readable(String header) {
        try {
            return MimeUtility.decodeText(header);
        } catch (UnsupportedEncodingException asItIs) {
            return header;
        }
    }
}
