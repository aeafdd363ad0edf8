package org.crimealliance.membership.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who can be a member. */
public enum MemberKind {
    ORGANISATION,
    PERSON;

    /** What a request may say, for validation. */
    public static final String PATTERN = "organisation|person";

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static MemberKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
