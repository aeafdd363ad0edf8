package org.crimealliance.membership.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Categories of membership: ordinary members vote, honorary members pay nothing. */
public enum Category {
    ORDINARY,
    EXTRAORDINARY,
    INDIVIDUAL,
    HONORARY;

    /** What a request may say, for validation. */
    public static final String PATTERN = "ordinary|extraordinary|individual|honorary";

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Category of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
