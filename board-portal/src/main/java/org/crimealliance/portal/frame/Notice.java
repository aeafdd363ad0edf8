package org.crimealliance.portal.frame;

import java.io.Serializable;
import org.crimealliance.portal.gateway.RefusedException;

/**
 * What came of a button: shown once, on the page that follows.
 *
 * @param key the message's key; blank where a service has said it in its own words
 */
public record Notice(boolean good, String key, Object[] details, String text) implements Serializable {

    public static Notice good(String key, Object... details) {
        return new Notice(true, key, details, "");
    }

    public static Notice bad(String key, Object... details) {
        return new Notice(false, key, details, "");
    }

    static Notice bad(Form.Wrong wrong) {
        return new Notice(
                false, wrong.key() == null ? "" : wrong.key(), wrong.details().toArray(), wrong.text());
    }

    static Notice refused(RefusedException e) {
        String words = e.problem().detail();
        if (!e.problem().errors().isEmpty()) {
            words = words + " "
                    + Sentences.of(
                            String.valueOf(e.problem().errors().getFirst().message()));
        }
        String key = e.status() == 403 ? "wrong.forbidden" : words.isBlank() ? "wrong.refused" : "";
        return new Notice(false, key, new Object[0], words);
    }
}
