package org.crimealliance.platform.person;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crimealliance.platform.person.PersonKeys.Key;
import org.crimealliance.platform.seal.PersonSeal;
import org.crimealliance.platform.seal.PersonalTexts;
import org.crimealliance.platform.seal.PersonalTexts.Text;

/** Seals what an event tells of persons where it is written down; {@link EventOpener} opens it where it is handled. */
public final class EventSealer {

    private final PersonKeys own;
    private final boolean sealing;

    /** @param sealing false: until all readers can open, events are written as they were */
    EventSealer(PersonKeys own, boolean sealing) {
        this.own = own;
        this.sealing = sealing;
    }

    /** As it lies in the outbox, travels and waits as a dead letter. */
    public String sealed(String type, String payload) {
        if (!sealing || !PersonalTexts.areIn(type)) {
            return payload;
        }
        PersonalTexts texts = PersonalTexts.in(type, payload);
        Set<String> persons = texts.all().stream().map(Text::person).collect(Collectors.toSet());
        if (persons.isEmpty()) {
            return payload;
        }
        Map<String, Key> keys = own.of(persons);
        for (Text text : texts.all()) {
            Key key = keys.get(text.person());
            text.replaceWith(key == null ? PersonKeys.ERASED : PersonSeal.seal(key.secret(), key.id(), text.value()));
        }
        return texts.json();
    }

    /** Before it leaves: the keys of whom it tells of are on their topic. */
    public void tellKeys(String type, String sealed) {
        if (PersonSeal.mayBeIn(sealed) && PersonalTexts.areIn(type)) {
            own.tell(PersonalTexts.in(type, sealed).all().stream()
                    .flatMap(text -> PersonSeal.of(text.value()).stream())
                    .map(PersonSeal::keyId)
                    .collect(Collectors.toSet()));
        }
    }
}
