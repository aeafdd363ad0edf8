package org.crimealliance.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The 229 ancillary meetings that were accepted before the Congress was moved, and what their organisers will answer: 171
 * reconfirm (107 hybrid, 64 virtual), 38 decline, 20 stay silent.
 */
public final class AncillaryFile {

    static final int ALL = 229;
    static final int RECONFIRM_HYBRID = 107;
    static final int RECONFIRM_VIRTUAL = 64;
    static final int RECONFIRM = RECONFIRM_HYBRID + RECONFIRM_VIRTUAL;
    static final int DECLINE_HYBRID = 24;
    static final int DECLINE_VIRTUAL = 14;
    static final int DECLINE = DECLINE_HYBRID + DECLINE_VIRTUAL;
    static final int SILENT_HYBRID = 12;
    static final int SILENT_VIRTUAL = 8;
    static final int SILENT = SILENT_HYBRID + SILENT_VIRTUAL;

    private static final long SALT = 3;
    private static final int ORGANISATIONS = 150;

    private static final List<String> HEADER = List.of(
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

    private static final List<String> REGIONS = List.of(
            "Africa", "Asia-Pacific", "Eastern Europe", "Latin America and the Caribbean", "Western Europe and others");
    private static final List<String> ZONES =
            List.of("Africa/Nairobi", "Asia/Tokyo", "Europe/Bucharest", "America/Bogota", "Europe/Vienna");
    private static final List<String> THEMES = List.of(
            "crime prevention",
            "criminal justice",
            "rule of law",
            "international cooperation",
            "youth",
            "victims",
            "prison reform",
            "technology");
    private static final List<String> OPENINGS = List.of(
            "Building bridges after prison:",
            "What works in",
            "Listening to communities about",
            "A decade of practice in",
            "Young voices on",
            "From evidence to action:",
            "Rethinking");

    /** What an organiser will answer. */
    public enum Answer {
        RECONFIRM,
        DECLINE,
        SILENT
    }

    /** One row, and what becomes of it. */
    public record Meeting(
            String code,
            String title,
            String email,
            String mode,
            Answer answer,
            List<String> personIds,
            Set<String> unavailable) {}

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Meeting> meetings = new ArrayList<>();

    public AncillaryFile() {
        Random random = new Random(Names.DATA_SEED + SALT);
        List<String> people = Names.persons(860, SALT);
        List<Names.Organisation> organisations = Names.organisations();
        List<String[]> fates = fates(random);
        for (int i = 0; i < ALL; i++) {
            String code = String.format(Locale.ROOT, "AM-%03d", i + 1);
            int organiser = i < ORGANISATIONS ? i : random.nextInt(ORGANISATIONS);
            Names.Organisation base = organisations.get(organiser % organisations.size());
            String organisation = organiser < organisations.size()
                    ? base.name()
                    : base.name() + " – " + THEMES.get(organiser % THEMES.size());
            int region = organiser % REGIONS.size();
            String theme = THEMES.get(random.nextInt(THEMES.size()));
            String title = OPENINGS.get(i % OPENINGS.size()) + " " + theme + " in " + base.city() + " and beyond";
            List<String> ids = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (int seat = 0; seat < 4; seat++) {
                // one in twelve speaks at an earlier meeting as well
                int person = i > 0 && random.nextInt(12) == 0 ? random.nextInt(4 * i) % 860 : (4 * i + seat) % 860;
                String id = String.format(Locale.ROOT, "P-%04d", person + 1);
                if (ids.contains(id)) {
                    id = String.format(Locale.ROOT, "P-%04d", 1000 + 4 * i + seat);
                }
                ids.add(id);
                String role = seat == 0 ? "organiser" : seat == 1 ? "moderator" : "speaker";
                cells.add(id + "|" + people.get(person) + "|" + role);
            }
            Set<String> unavailable = new HashSet<>();
            if (random.nextInt(5) == 0) {
                unavailable.add("2021-03-" + String.format(Locale.ROOT, "%02d", 7 + random.nextInt(6)));
            }
            String contact = people.get((4 * i) % 860);
            String email = "ancillary." + code.toLowerCase(Locale.ROOT) + "@example.org";
            String[] fate = fates.get(i);
            rows.add(List.of(
                    code,
                    title,
                    organisation,
                    String.format(Locale.ROOT, "ORG-%03d", organiser + 1),
                    contact,
                    email,
                    fate[0],
                    REGIONS.get(region),
                    theme,
                    String.format(
                            Locale.ROOT,
                            "2019-%02d-%02dT%02d:%02d:00Z",
                            9 + i / 77,
                            1 + i % 28,
                            random.nextInt(24),
                            random.nextInt(60)),
                    String.join(";", cells),
                    ZONES.get(region),
                    String.join(";", unavailable)));
            meetings.add(new Meeting(code, title, email, fate[0], Answer.valueOf(fate[1]), ids, unavailable));
        }
    }

    private static List<String[]> fates(Random random) {
        List<String[]> fates = new ArrayList<>();
        add(fates, RECONFIRM_HYBRID, "hybrid", Answer.RECONFIRM);
        add(fates, RECONFIRM_VIRTUAL, "virtual", Answer.RECONFIRM);
        add(fates, DECLINE_HYBRID, "hybrid", Answer.DECLINE);
        add(fates, DECLINE_VIRTUAL, "virtual", Answer.DECLINE);
        add(fates, SILENT_HYBRID, "hybrid", Answer.SILENT);
        add(fates, SILENT_VIRTUAL, "virtual", Answer.SILENT);
        Collections.shuffle(fates, random);
        return fates;
    }

    private static void add(List<String[]> fates, int count, String mode, Answer answer) {
        for (int i = 0; i < count; i++) {
            fates.add(new String[] {mode, answer.name()});
        }
    }

    /** UTF-8, with a header. */
    public byte[] csv() {
        return Names.csv(HEADER, rows).getBytes(StandardCharsets.UTF_8);
    }

    public List<Meeting> meetings() {
        return List.copyOf(meetings);
    }

    Map<String, Meeting> byCode() {
        Map<String, Meeting> byCode = new HashMap<>();
        meetings.forEach(meeting -> byCode.put(meeting.code(), meeting));
        return byCode;
    }
}
