package org.crimealliance.event.congress;

import java.time.LocalDate;
import org.crimealliance.platform.outbox.WireName;

/** A congress was set up. */
@WireName("event.congress-opened.v1")
record CongressOpened(
        String congressId,
        String key,
        String name,
        String city,
        String zone,
        LocalDate firstDay,
        LocalDate lastDay,
        int slots,
        int places,
        int hybridPlaces,
        int virtualPlaces) {

    static CongressOpened of(String congressId, Congress congress) {
        Grid grid = congress.grid();
        return new CongressOpened(
                congressId,
                congress.key(),
                congress.name(),
                congress.city(),
                congress.zone().getId(),
                congress.firstDay(),
                congress.lastDay(),
                grid.slots().size(),
                grid.places(),
                grid.places(Mode.HYBRID),
                grid.places(Mode.VIRTUAL));
    }
}
