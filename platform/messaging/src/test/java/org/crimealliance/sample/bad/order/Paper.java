package org.crimealliance.sample.bad.order;

import org.crimealliance.sample.bad.util.Texts;

public interface Paper {
    Texts texts();
}
