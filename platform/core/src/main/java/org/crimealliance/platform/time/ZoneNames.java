package org.crimealliance.platform.time;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Zones as people call them. */
public final class ZoneNames {

    private static final int HOUR = 3600;

    private ZoneNames() {}

    /** {@code Europe/Vienna} is Vienna; {@code Etc/GMT+2}, whose sign is turned round, is GMT-2. */
    public static String shown(ZoneId zone) {
        String id = zone.getId();
        if (id.startsWith("Etc/GMT")
                && zone.normalized() instanceof ZoneOffset offset
                && offset.getTotalSeconds() != 0) {
            return "GMT%+d".formatted(offset.getTotalSeconds() / HOUR);
        }
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
