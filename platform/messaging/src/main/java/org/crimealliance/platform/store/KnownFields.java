package org.crimealliance.platform.store;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a version of the service that does not know all fields makes of a state. During a rolling upgrade an older instance
 * writes a state that a newer one wrote before: fields that it does not know stay as they are.
 */
final class KnownFields {

    private KnownFields() {}

    /**
     * The next state with what was stored and not understood.
     *
     * @param stored as it was read from the store
     * @param understood the same, as this version would have stored it
     * @param next as this version wants it stored
     */
    static Document keepingOthers(Document stored, Document understood, Document next) {
        Document merged = new Document();
        next.forEach((name, value) -> merged.put(name, kept(stored.get(name), understood.get(name), value)));
        stored.forEach((name, value) -> {
            if (!understood.containsKey(name)) {
                merged.putIfAbsent(name, value);
            }
        });
        return merged;
    }

    private static Object kept(@Nullable Object stored, @Nullable Object understood, Object next) {
        if (stored instanceof Document was && understood instanceof Document known && next instanceof Document wanted) {
            return keepingOthers(was, known, wanted);
        }
        if (stored instanceof List<?> was
                && understood instanceof List<?> known
                && next instanceof List<?> wanted
                && was.size() == known.size()) {
            return elements(was, known, wanted);
        }
        return next;
    }

    /** An element that did not change keeps what it has, wherever it went; one that did, at its place. */
    private static List<Object> elements(List<?> stored, List<?> understood, List<?> next) {
        List<Object> left = new ArrayList<>(understood);
        List<Object> merged = new ArrayList<>(next);
        boolean[] done = new boolean[next.size()];
        for (int i = 0; i < next.size(); i++) {
            int at = i < left.size() && next.get(i).equals(left.get(i)) ? i : left.indexOf(next.get(i));
            if (at >= 0) {
                merged.set(i, stored.get(at));
                left.set(at, TAKEN);
                done[i] = true;
            }
        }
        for (int i = 0; i < next.size(); i++) {
            if (!done[i] && i < left.size() && left.get(i) != TAKEN) {
                merged.set(i, kept(stored.get(i), understood.get(i), next.get(i)));
            }
        }
        return merged;
    }

    private static final Object TAKEN = new Object();
}
