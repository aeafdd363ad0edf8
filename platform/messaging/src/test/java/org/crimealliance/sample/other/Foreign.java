package org.crimealliance.sample.other;

/** Belongs to another application. */
public record Foreign(String name) {}
