package org.crimealliance.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A file of earlier applications, invented. */
public final class Applications {

    public static final String HEADER = "code,title,organisation,organisationId,contactName,contactEmail,mode,region,"
            + "theme,appliedAt,people,audienceZone,unavailable";

    private static final List<String> REGIONS = List.of("Africa", "Asia", "Europe", "Latin America", "North America");
    private static final List<String> THEMES = List.of("Prevention", "Justice", "Youth", "Cybercrime", "Rule of law");
    private static final List<String> ZONES =
            List.of("Europe/Vienna", "Asia/Tokyo", "Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "");

    private Applications() {}

    /**
     * {@code hybrid} hybrid and {@code virtual} virtual meetings, interleaved by nothing: hybrid ones first. Four people
     * each, one in six shared with another meeting; every fifth (day, meeting) is unavailable.
     */
    public static byte[] csv(int hybrid, int virtual, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        rows.add(HEADER);
        for (int i = 0; i < hybrid + virtual; i++) {
            rows.add(row(i, i < hybrid ? "hybrid" : "virtual", random));
        }
        return String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
    }

    private static String row(int i, String mode, Random random) {
        List<String> people = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int person = random.nextInt(6) == 0 ? random.nextInt(60) : 1000 + i * 4 + p;
            people.add("P" + person + "|Person " + person + "|speaker");
        }
        List<String> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2021, 3, 7); day.isBefore(LocalDate.of(2021, 3, 13)); day = day.plusDays(1)) {
            if (random.nextInt(5) == 0) {
                days.add(day.toString());
            }
        }
        int organisation = random.nextInt(150);
        return String.join(
                ",",
                "AM-%03d".formatted(i + 1),
                "\"Meeting no. " + (i + 1) + ", on a theme\"",
                "Organisation " + organisation,
                "O" + organisation,
                "Organiser " + (i + 1),
                "organiser." + (i + 1) + "@example.org",
                mode,
                REGIONS.get(random.nextInt(REGIONS.size())),
                THEMES.get(random.nextInt(THEMES.size())),
                "2019-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
                String.join(";", people),
                ZONES.get(random.nextInt(ZONES.size())),
                String.join(";", days));
    }
}
