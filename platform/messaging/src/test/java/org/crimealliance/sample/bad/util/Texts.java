package org.crimealliance.sample.bad.util;

import org.crimealliance.sample.bad.order.Paper;

public record Texts(Paper on) {}
