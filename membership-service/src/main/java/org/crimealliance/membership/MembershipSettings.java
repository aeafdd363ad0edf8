package org.crimealliance.membership;

import java.time.MonthDay;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The policies of the Alliance that this service follows, {@code alliance.membership.*}; the defaults stand in
 * application.yml.
 *
 * @param zone where a day begins and ends: dates of issue, years of numbers
 * @param currency of all fees and invoices, ISO 4217
 * @param nextYearFrom admitted from this day on: nothing for the rest of the year, the first fee is the next year's
 * @param proRata how the fee of the year of admission is shared
 * @param seller who stands on the invoices
 */
@ConfigurationProperties("alliance.membership")
public record MembershipSettings(ZoneId zone, String currency, MonthDay nextYearFrom, ProRata proRata, Seller seller) {

    /** How the fee of the year of admission is shared: by the days or by the months left, that of admission included. */
    public enum ProRata {
        BY_DAY,
        BY_MONTH
    }

    /**
     * The Alliance as it stands on its invoices.
     *
     * @param registerNumber in the Austrian register of associations (ZVR)
     * @param bic may be empty: a SEPA transfer needs none
     * @param vatNote why no VAT is shown
     */
    public record Seller(
            String name,
            String street,
            String postalCode,
            String city,
            String country,
            String registerNumber,
            String email,
            String iban,
            @Nullable String bic,
            String vatNote) {}
}
