package org.crimealliance.platform.person;

import javax.crypto.SecretKey;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.seal.PersonSeal;
import org.crimealliance.platform.seal.PersonalTexts;
import org.crimealliance.platform.seal.PersonalTexts.Text;

/** Opens what an {@link EventSealer} has sealed. */
public final class EventOpener {

    private final PersonKeyFeed keys;

    EventOpener(PersonKeyFeed keys) {
        this.keys = keys;
    }

    /**
     * As the handler reads it: in clear, with {@value PersonKeys#ERASED} where something stood of whoever was erased. Throws a
     * passing fault while a key may still come. A writer of a newer version may have sealed what this one's schemas do not mark.
     */
    public String opened(String type, String payload) {
        if (!PersonSeal.mayBeIn(payload)) {
            return payload;
        }
        PersonalTexts texts = PersonalTexts.in(type, payload);
        for (Text text : texts.all()) {
            PersonSeal.of(text.value()).ifPresent(seal -> text.replaceWith(open(type, seal)));
        }
        for (Text text : texts.unmarked()) {
            PersonSeal.of(text.value()).ifPresent(seal -> text.replaceWith(openOr(text.value(), type, seal)));
        }
        return texts.json();
    }

    /** Somebody may have typed what looks like a seal. */
    private String openOr(String typed, String type, PersonSeal seal) {
        try {
            return open(type, seal);
        } catch (MalformedEventException notSealed) {
            return typed;
        }
    }

    private String open(String type, PersonSeal seal) {
        SecretKey key = keys.key(KeyTopic.of(type), seal.keyId());
        try {
            return key == null ? PersonKeys.ERASED : seal.open(key);
        } catch (IllegalStateException e) {
            throw new MalformedEventException(type + " is sealed with another key", e);
        }
    }
}
