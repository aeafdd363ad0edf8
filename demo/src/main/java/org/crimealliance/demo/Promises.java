package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every command that was acknowledged is a promise: at the end it is read back whether it still holds, after all the kills.
 */
final class Promises {

    /** So many commands of one kind were acknowledged; {@code kept} counts those whose effect is still there. */
    record Promise(String what, int given, Supplier<Integer> kept) {}

    private final List<Promise> promises = new ArrayList<>();

    void gave(String what, int given, Supplier<Integer> kept) {
        promises.add(new Promise(what, given, kept));
    }

    List<Promise> all() {
        return List.copyOf(promises);
    }
}
