package org.crimealliance.sample.good;

/** An application that keeps the rules. */
public final class GoodApplication {}
