package org.crimealliance.sample.bad;

/** An application that breaks every rule. */
public final class BadApplication {}
