package org.crimealliance.membership.member;

import org.jspecify.annotations.Nullable;

/** The person that mail goes to. */
public record Contact(String name, String email, @Nullable String language) {}
