package org.crimealliance.platform.text;

import java.util.ArrayDeque;
import java.util.Deque;

/** The changes of direction that are open at a point of a text; they nest. */
final class Directions {

    private static final int LEFT_TO_RIGHT_EMBEDDING = 0x202A;
    private static final int RIGHT_TO_LEFT_EMBEDDING = 0x202B;
    private static final int POP_EMBEDDING = 0x202C;
    private static final int LEFT_TO_RIGHT_OVERRIDE = 0x202D;
    private static final int RIGHT_TO_LEFT_OVERRIDE = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2068;
    private static final int POP_ISOLATE = 0x2069;

    private final Deque<Integer> ends = new ArrayDeque<>();

    /** False where a change is closed that is not open. */
    boolean goOn(int c) {
        switch (c) {
            case LEFT_TO_RIGHT_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING, LEFT_TO_RIGHT_OVERRIDE, RIGHT_TO_LEFT_OVERRIDE ->
                ends.push(POP_EMBEDDING);
            case POP_EMBEDDING, POP_ISOLATE -> {
                return !ends.isEmpty() && ends.pop() == c;
            }
            default -> {
                if (c >= FIRST_ISOLATE && c <= LAST_ISOLATE) {
                    ends.push(POP_ISOLATE);
                }
            }
        }
        return true;
    }

    boolean areOpen() {
        return !ends.isEmpty();
    }
}
