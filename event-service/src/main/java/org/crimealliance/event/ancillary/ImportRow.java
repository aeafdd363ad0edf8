package org.crimealliance.event.ancillary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.crimealliance.event.ancillary.Dossier.Contact;
import org.crimealliance.event.ancillary.Dossier.Organisation;
import org.crimealliance.event.ancillary.Dossier.Person;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.jspecify.annotations.Nullable;

/** Reads one row of the file of earlier applications into a dossier, or says what is wrong with it. */
final class ImportRow {

    /** The columns, in any order. */
    static final List<String> COLUMNS = List.of(
            "code",
            "title",
            "organisation",
            "organisationId",
            "contactName",
            "contactEmail",
            "mode",
            "region",
            "theme",
            "appliedAt",
            "people",
            "audienceZone",
            "unavailable");

    /** Most people in one meeting. */
    static final int MAX_PEOPLE = 50;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,59}");

    /** Why a row cannot be taken. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    private final Map<String, String> fields;

    private ImportRow(Map<String, String> fields) {
        this.fields = fields;
    }

    static Dossier read(String congressId, Map<String, String> fields) throws Unreadable {
        Map<String, String> taken = new HashMap<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            TextKind kind = field.getKey().equals("contactEmail") ? TextKind.ADDRESS : TextKind.LINE;
            taken.put(field.getKey(), taken(field.getKey(), kind, field.getValue()));
        }
        return new ImportRow(taken).dossier(congressId);
    }

    private static String taken(String column, TextKind kind, String text) throws Unreadable {
        try {
            return kind.take(text);
        } catch (UnacceptableTextException e) {
            throw new Unreadable(column + " " + e.reason());
        }
    }

    private Dossier dossier(String congressId) throws Unreadable {
        String code = text("code", 60);
        if (!CODE.matcher(code).matches()) {
            throw new Unreadable("code may have letters, digits and . _ / - only");
        }
        String organisation = text("organisation", 500);
        String email = text("contactEmail", 320);
        return new Dossier(
                congressId,
                code,
                text("title", 500),
                new Organisation(text("organisationId", 100), organisation),
                new Contact(text("contactName", 500), email),
                mode(),
                text("region", 100),
                text("theme", 200),
                appliedAt(),
                people(),
                audienceZone(),
                unavailable(),
                fingerprint(),
                null);
    }

    private String text(String column, int max) throws Unreadable {
        String value = optional(column);
        if (value.isEmpty()) {
            throw new Unreadable(column + " is empty");
        }
        if (value.length() > max) {
            throw new Unreadable(column + " is longer than " + max + " characters");
        }
        return value;
    }

    private String optional(String column) {
        return fields.getOrDefault(column, "");
    }

    private Mode mode() throws Unreadable {
        String value = text("mode", 20);
        for (Mode mode : Mode.values()) {
            if (mode.word().equalsIgnoreCase(value)) {
                return mode;
            }
        }
        throw new Unreadable("mode must be hybrid or virtual");
    }

    private Instant appliedAt() throws Unreadable {
        String value = text("appliedAt", 40);
        try {
            return value.contains("T")
                    ? Instant.parse(value).truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable("appliedAt must be a date (2019-11-30) or a moment in UTC (2019-11-30T09:00:00Z)");
        }
    }

    private List<Person> people() throws Unreadable {
        List<Person> people = new ArrayList<>();
        for (String entry : optional("people").split(";", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String[] parts = entry.strip().split("\\|", -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = taken("people", TextKind.LINE, parts[i]);
            }
            if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || entry.length() > 700) {
                throw new Unreadable("people must be a list like id|name|role;id|name|role");
            }
            Person person = new Person(parts[0], parts[1], parts[2]);
            if (people.stream().noneMatch(known -> known.personId().equals(person.personId()))) {
                people.add(person);
            }
        }
        if (people.size() > MAX_PEOPLE) {
            throw new Unreadable("more than " + MAX_PEOPLE + " people");
        }
        return people;
    }

    private @Nullable ZoneId audienceZone() throws Unreadable {
        String value = optional("audienceZone");
        try {
            return value.isEmpty() ? null : ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new Unreadable("audienceZone must be the name of a time zone (Asia/Tokyo)");
        }
    }

    private List<LocalDate> unavailable() throws Unreadable {
        List<LocalDate> days = new ArrayList<>();
        for (String day : optional("unavailable").split(";", -1)) {
            if (day.isBlank()) {
                continue;
            }
            try {
                days.add(LocalDate.parse(day.strip()));
            } catch (DateTimeException e) {
                throw new Unreadable("unavailable must be a list of dates like 2021-03-07;2021-03-08");
            }
        }
        return days.stream().distinct().sorted().toList();
    }

    private String fingerprint() {
        StringBuilder row = new StringBuilder();
        for (String column : COLUMNS) {
            String value = optional(column);
            row.append(value.length()).append(':').append(value);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(row.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
