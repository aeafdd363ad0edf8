package org.crimealliance.portal.member;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The countries to choose from, by their English names. */
public final class Countries {

    /** An ISO 3166 two-letter code and the name shown. */
    public record Country(String code, String name) {}

    public static final List<Country> ALL = Stream.of(Locale.getISOCountries())
            .map(code -> new Country(code, name(code)))
            .sorted(Comparator.comparing(Country::name, Collator.getInstance(Locale.ENGLISH)))
            .toList();

    private Countries() {}

    private static String name(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }
}
