package org.crimealliance.membership.office;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The offices of the Alliance. */
enum Office {
    CHAIR,
    VICE_CHAIR,
    TREASURER,
    SECRETARY,
    BOARD,
    AUDITOR,
    CONGRESS_MANAGER;

    /** What a request may say, for validation. */
    static final String PATTERN = "chair|vice-chair|treasurer|secretary|board|auditor|congress-manager";

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static Office of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
