package org.crimealliance.platform.web;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

/**
 * Takes the address out of what is observed of a request, here and where we call: a personal link's token stands in it,
 * and whoever may look at traces may not use links. The pattern of the address stays.
 */
final class AddressesOutOfSpans implements ObservationFilter {

    private static final String ADDRESS = "http.url";

    @Override
    public Observation.Context map(Observation.Context context) {
        KeyValue address = context.getHighCardinalityKeyValue(ADDRESS);
        return address == null ? context : context.removeHighCardinalityKeyValue(ADDRESS);
    }
}
