package org.crimealliance.identity.login;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.crimealliance.platform.time.ZoneNames;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Moments in the words of the pages, in the association's zone. */
@Component
public class Moments {

    private final ZoneId zone;

    Moments(@Value("${alliance.identity.zone}") ZoneId zone) {
        this.zone = zone;
    }

    public String day(Instant at) {
        return shown(at, "d MMMM uuuu");
    }

    public String minute(Instant at) {
        return shown(at, "d MMMM uuuu, HH:mm") + " (" + ZoneNames.shown(zone) + ")";
    }

    private String shown(Instant at, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at.atZone(zone));
    }
}
