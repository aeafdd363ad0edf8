package org.crimealliance.membership.register;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.jspecify.annotations.Nullable;

/**
 * One row of the register, understood. Street and city may be missing in a real register: the invoice run lists such a
 * member. A missing or wrong mail address may not: nothing could reach them.
 */
record RegisterEntry(String memberNumber, Profile profile, LocalDate memberSince) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern CATEGORY = Pattern.compile(Category.PATTERN);
    private static final Pattern KIND = Pattern.compile(MemberKind.PATTERN);
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*");

    /** Why a row cannot be used. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason, null, false, false);
        }
    }

    static RegisterEntry of(Map<String, String> row, LocalDate today) throws Unusable {
        String memberNumber = required(row, "memberNumber", 50);
        String category = oneOf(row, "category", CATEGORY);
        String kind = oneOf(row, "kind", KIND);
        String name = required(row, "name", 500);
        String country = required(row, "country", 2);
        if (!COUNTRIES.contains(country)) {
            throw new Unusable("country: " + country + " is not a country of ISO 3166 (two letters)");
        }
        String email = required(row, "contactEmail", 254);
        String contactName = text(row, "contactName", 500);
        String language = language(row);
        LocalDate memberSince = date(row, today);
        return new RegisterEntry(
                memberNumber,
                new Profile(
                        Category.of(category),
                        MemberKind.of(kind),
                        name,
                        country,
                        null,
                        text(row, "street", 500),
                        text(row, "postalCode", 50),
                        text(row, "city", 200),
                        new Contact(contactName.isEmpty() ? name : contactName, email, language),
                        memberNumber),
                memberSince);
    }

    private static String oneOf(Map<String, String> row, String column, Pattern allowed) throws Unusable {
        String value = required(row, column, 50).toLowerCase(Locale.ROOT);
        if (!allowed.matcher(value).matches()) {
            throw new Unusable("%s: %s is none of %s"
                    .formatted(
                            column,
                            value,
                            String.join(", ", Arrays.asList(allowed.pattern().split("\\|")))));
        }
        return value;
    }

    private static @Nullable String language(Map<String, String> row) throws Unusable {
        String language = text(row, "language", 35);
        if (language.isEmpty()) {
            return null;
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw new Unusable("language: " + language + " is not a language tag such as en or pt-BR");
        }
        return language;
    }

    private static LocalDate date(Map<String, String> row, LocalDate today) throws Unusable {
        String text = required(row, "memberSince", 50);
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(today)) {
                throw new Unusable("memberSince: " + date + " lies in the future");
            }
            if (date.getYear() < 1900) {
                throw new Unusable("memberSince: " + date + " is before 1900");
            }
            return date;
        } catch (DateTimeParseException e) {
            throw new Unusable("memberSince: " + text + " is not a date such as 2014-05-31");
        }
    }

    private static String required(Map<String, String> row, String column, int longest) throws Unusable {
        String value = text(row, column, longest);
        if (value.isEmpty()) {
            throw new Unusable(column + ": is empty");
        }
        return value;
    }

    private static String text(Map<String, String> row, String column, int longest) throws Unusable {
        String value = taken(row.getOrDefault(column, ""), column);
        if (value.length() > longest) {
            throw new Unusable(column + ": is longer than " + longest + " characters");
        }
        if (value.startsWith("=") || value.startsWith("@")) {
            throw new Unusable(column + ": looks like a spreadsheet formula");
        }
        return value;
    }

    private static String taken(String cell, String column) throws Unusable {
        try {
            return (column.equals("contactEmail") ? TextKind.ADDRESS : TextKind.LINE).take(cell);
        } catch (UnacceptableTextException e) {
            boolean open = cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
            throw new Unusable(column + ": " + e.reason() + (open ? "; is a quotation mark not closed?" : ""));
        }
    }
}
