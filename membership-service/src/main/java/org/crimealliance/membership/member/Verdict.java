package org.crimealliance.membership.member;

/** What the Board can decide on an application. */
public enum Verdict {
    ADMIT,
    REJECT,
    DEFER
}
