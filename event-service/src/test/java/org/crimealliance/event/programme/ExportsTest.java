package org.crimealliance.event.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.DaySlot;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.programme.Programme.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What conference apps, spreadsheets and calendars read of a programme, to the letter: {@code resources/programme}. */
class ExportsTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String ADDRESS = "https://congress.example.org/programme";

    @Test
    void the_xml_for_conference_apps() throws IOException {
        assertThat(new FrabExport(programme(), congress("kyoto-2021"), ADDRESS).xml())
                .isEqualTo(golden("schedule.xml"));
    }

    @Test
    void the_json_for_conference_apps() throws IOException {
        JsonMapper mapper = new JsonMapper();
        assertThat(new FrabExport(programme(), congress("kyoto-2021"), ADDRESS).json(mapper))
                .isEqualTo(mapper.readTree(golden("schedule.json")));
    }

    @Test
    void the_csv_for_spreadsheets() throws IOException {
        assertThat(CsvExport.of(programme())).isEqualTo(golden("programme.csv"));
    }

    @Test
    void the_calendar() throws IOException {
        assertThat(CalendarExport.of(programme())).isEqualTo(golden("programme.ics"));
    }

    @ParameterizedTest
    @CsvSource({"rome, rome", "eu1, congress_eu1", "kyoto-2021, kyoto_2021"})
    void the_acronym_has_four_letters_or_more(String key, String acronym) {
        assertThat(new FrabExport(programme(), congress(key), ADDRESS).xml())
                .contains("<acronym>" + acronym + "</acronym>")
                .contains("<slug>" + acronym + "-00000002-");
    }

    /** The first two have the same beginning of their ids, and so the same number to begin with. */
    static Programme programme() {
        Instant nine = Instant.parse("2021-03-07T00:00:00Z");
        return Programme.none("congress", "Crime Congress", TOKYO)
                .next(
                        List.of(
                                entry("00000002-0000-4000-8000-00000000000a", "AM-1", Mode.HYBRID, nine, "Room 1"),
                                entry("00000002-0000-4000-8000-00000000000b", "AM-2", Mode.VIRTUAL, nine, "Channel 1"),
                                entry(
                                        "f0000000-0000-4000-8000-00000000000c",
                                        "AM-3",
                                        Mode.HYBRID,
                                        nine.plusSeconds(2 * 86_400 + 7200),
                                        "Room 1")),
                        Instant.parse("2021-02-01T00:00:00Z"))
                .programme();
    }

    private static Entry entry(String id, String code, Mode mode, Instant start, String room) {
        return new Entry(
                id,
                code,
                "Title of " + code,
                "Organisation of " + code,
                mode == Mode.HYBRID ? "Youth" : "Justice",
                mode,
                start,
                start.plusSeconds(4500),
                room,
                List.of("p1/speaker"),
                "",
                0);
    }

    static Congress congress(String key) {
        List<DaySlot> slots = List.of(new DaySlot(LocalTime.of(9, 0), LocalTime.of(10, 15)));
        return new Congress(
                key,
                "Crime Congress",
                "Kyoto",
                "JP",
                TOKYO,
                LocalDate.of(2021, 3, 7),
                LocalDate.of(2021, 3, 9),
                slots,
                slots,
                slots,
                List.of(new Room("Room 1", Mode.HYBRID, 80), new Room("Channel 1", Mode.VIRTUAL, 0)),
                50,
                Congress.Call.CLOSED);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExportsTest.class.getResourceAsStream("/programme/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
