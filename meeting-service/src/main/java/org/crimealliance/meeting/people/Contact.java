package org.crimealliance.meeting.people;

import org.jspecify.annotations.Nullable;

/** Whom to write to. */
public record Contact(String name, String email, @Nullable String language) {}
