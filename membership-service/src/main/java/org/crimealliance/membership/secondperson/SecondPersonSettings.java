package org.crimealliance.membership.secondperson;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The policies of the second person, {@code alliance.membership.second-person.*}; the defaults stand in application.yml.
 * Who prepares stands at the endpoints.
 */
@ConfigurationProperties("alliance.membership.second-person")
public record SecondPersonSettings(
        SecondPersonRule appointment, SecondPersonRule feeSchedule, SecondPersonRule invoiceRun) {}
