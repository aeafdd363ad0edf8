package org.crimealliance.event.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.DaySlot;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.programme.Programme.Difference;
import org.crimealliance.event.programme.Programme.Entry;
import org.crimealliance.event.programme.Programme.Kind;
import org.crimealliance.platform.testkit.StoredSize;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgrammeTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant NOW = Instant.parse("2021-02-01T00:00:00Z");

    @Test
    void the_first_version_adds_everything_and_the_second_nothing() {
        Programme.Next first = none().next(List.of(entry(1, "Room 1"), entry(2, "Room 2")), NOW);
        assertThat(first.programme().version()).isEqualTo(1);
        assertThat(first.differences()).extracting(Difference::kind).containsExactly(Kind.ADDED, Kind.ADDED);
        assertThat(first.programme().entries()).extracting(Entry::sequence).containsOnly(0);
        assertThat(first.programme()
                        .next(List.of(entry(2, "Room 2"), entry(1, "Room 1")), NOW)
                        .differences())
                .isEmpty();
    }

    @Test
    void there_and_back_again_is_sequence_2_of_the_same_calendar_entry() {
        Programme v1 = none().next(List.of(entry(1, "A")), NOW).programme();
        Programme v2 = v1.next(List.of(entry(1, "B")), NOW).programme();
        Programme.Next v3 = v2.next(List.of(entry(1, "A")), NOW);
        assertThat(v3.differences()).extracting(Difference::kind).containsExactly(Kind.MOVED);
        assertThat(v3.programme().entries().getFirst().sequence()).isEqualTo(2);
        assertThat(v3.programme().entries().getFirst().uid())
                .isEqualTo(v1.entries().getFirst().uid());
    }

    @Test
    void removed_and_added_again_goes_on_counting() {
        Programme v1 = none().next(List.of(entry(1, "A"), entry(2, "B")), NOW).programme();
        Programme.Next v2 = v1.next(List.of(entry(2, "B")), NOW);
        assertThat(v2.differences()).singleElement().satisfies(d -> {
            assertThat(d.kind()).isEqualTo(Kind.REMOVED);
            assertThat(d.present().sequence()).isEqualTo(1);
        });
        Programme.Next v3 = v2.programme().next(List.of(entry(1, "A"), entry(2, "B")), NOW);
        assertThat(v3.differences()).singleElement().satisfies(d -> {
            assertThat(d.kind()).isEqualTo(Kind.ADDED);
            assertThat(d.present().sequence()).isEqualTo(2);
            assertThat(d.present().uid()).isEqualTo(v1.entries().getFirst().uid());
        });
    }

    /** Whatever comes and goes: a calendar takes an entry only where it counts higher than the one it has. */
    @Test
    void an_entry_never_counts_back_however_often_it_comes_and_goes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Integer> last = new HashMap<>();
        Programme programme = none();
        for (int version = 1; version <= 200; version++) {
            List<Entry> wanted = IntStream.range(0, 8)
                    .filter(number -> random.nextInt(3) > 0)
                    .mapToObj(number -> entry(number, "Room " + (number * 10 + random.nextInt(2))))
                    .toList();
            Programme.Next next = programme.next(wanted, NOW);
            for (Difference difference : next.differences()) {
                int sequence = difference.present().sequence();
                assertThat(sequence)
                        .as("seed %d, version %d", seed, version)
                        .isGreaterThan(last.getOrDefault(difference.meetingId(), -1))
                        .isLessThan(version);
                last.put(difference.meetingId(), sequence);
            }
            programme = next.programme();
        }
    }

    @Test
    void what_ten_thousand_were_taken_out_of_is_no_larger_for_it() {
        Programme programme = none();
        for (int number = 0; number < 10_000; number++) {
            programme = programme.next(List.of(entry(number, "A")), NOW).programme();
        }
        assertThat(programme.version()).isEqualTo(10_000);
        assertThat(StoredSize.of(programme)).isLessThan(1024);
    }

    @Test
    void another_title_or_other_people_are_a_change_without_a_move() {
        Entry old = entry(1, "A");
        Entry renamed = new Entry(
                old.meetingId(),
                old.code(),
                "Another title",
                old.organisation(),
                old.theme(),
                old.mode(),
                old.start(),
                old.end(),
                old.room(),
                old.people(),
                "",
                0);
        assertThat(none().next(List.of(old), NOW)
                        .programme()
                        .next(List.of(renamed), NOW)
                        .differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.CHANGED);
    }

    @Test
    void another_time_room_or_mode_is_a_move_and_other_people_are_a_change() {
        Entry old = entry(1, "A");
        Programme v1 = none().next(List.of(old), NOW).programme();
        assertThat(kind(v1, changed(old, old.mode(), old.start().plusSeconds(60), old.end(), old.room(), old.people())))
                .isEqualTo(Kind.MOVED);
        assertThat(kind(v1, changed(old, old.mode(), old.start(), old.end().plusSeconds(60), old.room(), old.people())))
                .isEqualTo(Kind.MOVED);
        assertThat(kind(v1, changed(old, old.mode(), old.start(), old.end(), "B", old.people())))
                .isEqualTo(Kind.MOVED);
        assertThat(kind(v1, changed(old, Mode.VIRTUAL, old.start(), old.end(), old.room(), old.people())))
                .isEqualTo(Kind.MOVED);
        assertThat(kind(v1, changed(old, old.mode(), old.start(), old.end(), old.room(), List.of("p2/speaker"))))
                .isEqualTo(Kind.CHANGED);
    }

    @Test
    void what_goes_is_told_in_the_order_of_time_and_a_difference_is_of_something() {
        Programme v1 = none().next(List.of(entry(3, "A"), entry(1, "A"), entry(2, "A")), NOW)
                .programme();
        assertThat(v1.entries()).extracting(Entry::code).containsExactly("AM-1", "AM-2", "AM-3");
        assertThat(v1.next(List.of(), NOW).differences())
                .extracting(difference -> difference.present().code())
                .containsExactly("AM-1", "AM-2", "AM-3");
        assertThatIllegalStateException().isThrownBy(() -> new Difference("m", Kind.ADDED, null, null).present());
        assertThat(ProgrammePublished.PlaceAt.of(null)).isNull();
        Entry first = v1.entries().getFirst();
        assertThat(ProgrammePublished.PlaceAt.of(first))
                .isEqualTo(new ProgrammePublished.PlaceAt(first.start(), first.end(), "A", Mode.HYBRID));
    }

    private static Kind kind(Programme before, Entry wanted) {
        Programme.Next next = before.next(List.of(wanted), NOW);
        assertThat(next.programme().entries().getFirst().sequence()).isEqualTo(1);
        return next.differences().getFirst().kind();
    }

    private static Entry changed(Entry old, Mode mode, Instant start, Instant end, String room, List<String> people) {
        return new Entry(
                old.meetingId(),
                old.code(),
                old.title(),
                old.organisation(),
                old.theme(),
                mode,
                start,
                end,
                room,
                people,
                "",
                0);
    }

    @Test
    void the_xml_is_valid_against_the_published_schema() throws Exception {
        String xml = new FrabExport(nasty(), congress(), "http://127.0.0.1:8400/programme").xml();
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.newSchema(ProgrammeTest.class.getResource("/frab/schedule.xml.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        assertThat(xml).contains("start=\"2021-03-07T00:00:00+09:00\"");
    }

    @Test
    void the_json_has_every_meeting_once_in_its_day_and_room() {
        JsonNode json = new FrabExport(nasty(), congress(), "http://127.0.0.1:8400/programme").json(new JsonMapper());
        JsonNode days = json.at("/schedule/conference/days");
        assertThat(days).hasSize(6);
        assertThat(json.at("/schedule/conference/acronym").asString()).isEqualTo("kyoto_2021");
        List<String> guids = new ArrayList<>();
        days.forEach(day -> day.at("/rooms")
                .forEach(room ->
                        room.forEach(event -> guids.add(event.at("/guid").asString()))));
        assertThat(guids).hasSize(nasty().entries().size()).doesNotHaveDuplicates();
        assertThat(days.get(0).at("/rooms/Room 1/0/date").asString()).isEqualTo("2021-03-07T09:00:00+09:00");
    }

    @Test
    void the_calendar_reads_back_as_it_was_written() throws Exception {
        String text = CalendarExport.of(nasty());
        assertThat(text.lines())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        var calendar = new CalendarBuilder().build(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<VEvent> events = calendar.getComponents("VEVENT");
        assertThat(events).hasSize(nasty().entries().size());
        assertThat(events.getFirst().getSummary().getValue())
                .isEqualTo(nasty().entries().getFirst().title());
    }

    @Test
    void no_cell_of_the_csv_is_a_formula() {
        assertThat(CsvExport.of(nasty())).startsWith("\uFEFFday,").contains("'=cmd|' /C calc'!A0");
    }

    private static Programme none() {
        return Programme.none("congress", "Crime Congress", TOKYO);
    }

    /** Titles that break what is not written with care. */
    private static Programme nasty() {
        List<Entry> entries = new ArrayList<>();
        List<String> titles = List.of(
                "=cmd|' /C calc'!A0",
                "<script>alert(1)</script> & \"quotes\"",
                "犯罪防止と刑事司法, العدالة, справедливость; \u0001 \uD83D\uDE80",
                "x".repeat(500),
                "line\nbreak\\");
        for (int i = 0; i < titles.size(); i++) {
            Entry e = entry(i, "Room " + (i % 5 + 1));
            entries.add(new Entry(
                    e.meetingId(),
                    e.code(),
                    titles.get(i),
                    e.organisation(),
                    e.theme(),
                    e.mode(),
                    e.start(),
                    e.end(),
                    e.room(),
                    e.people(),
                    "",
                    0));
        }
        return none().next(entries, NOW).programme();
    }

    private static Entry entry(int i, String room) {
        Instant start = Instant.parse("2021-03-07T00:00:00Z").plusSeconds(i * 86_400L);
        return new Entry(
                UUID.nameUUIDFromBytes(Integer.toString(i).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                "AM-" + i,
                "Meeting " + i,
                "Organisation " + i,
                "Youth",
                Mode.HYBRID,
                start,
                start.plusSeconds(4500),
                room,
                List.of("p1/speaker"),
                "",
                0);
    }

    static Congress congress() {
        List<DaySlot> slots = List.of(new DaySlot(LocalTime.of(9, 0), LocalTime.of(10, 15)));
        return new Congress(
                "kyoto-2021",
                "Crime Congress",
                "Kyoto",
                "JP",
                TOKYO,
                LocalDate.of(2021, 3, 7),
                LocalDate.of(2021, 3, 12),
                slots,
                slots,
                slots,
                List.of(new Room("Room 1", Mode.HYBRID, 80)),
                50,
                Congress.Call.CLOSED);
    }
}
