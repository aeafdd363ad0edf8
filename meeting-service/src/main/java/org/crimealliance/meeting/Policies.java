package org.crimealliance.meeting;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The association's choices that a Board may change.
 *
 * @param zone the association's zone: "today" for audiences and terms of office
 * @param affiliation under which members and officers stand in the list of participants
 * @param applicationLeadDays days between an application's arrival and the first Board meeting that may deal with it
 * @param proxiesPerHolder how many proxies one present person may hold
 */
@ConfigurationProperties("alliance.meeting")
public record Policies(
        @DefaultValue("Europe/Vienna") ZoneId zone,
        @DefaultValue("Alliance") String affiliation,
        @DefaultValue("7") int applicationLeadDays,
        @DefaultValue("1") int proxiesPerHolder) {}
