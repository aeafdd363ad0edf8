package org.crimealliance.sample.bad.util;

public final class Texts {}
