package org.crimealliance.membership.office;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** As a reader sees it: Vice-Chair, Congress manager. */
    String title() {
        return this == VICE_CHAIR
                ? "Vice-Chair"
                : this == BOARD
                        ? "Board member"
                        : name().charAt(0)
                                + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The office of this name, if there is one. */
    static Optional<Office> find(String wire) {
        return Arrays.stream(values())
                .filter(office -> office.wire().equals(wire))
                .findFirst();
    }

    /** Those who prepare and confirm for the Alliance. */
    boolean isExecutive() {
        return this == CHAIR || this == TREASURER || this == SECRETARY;
    }

    @JsonCreator
    static Office of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
