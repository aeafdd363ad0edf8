package org.crimealliance.event.ancillary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.crimealliance.event.ancillary.Dossiers.dossier;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crimealliance.event.ancillary.Dossier.Contact;
import org.crimealliance.event.ancillary.Dossier.Organisation;
import org.crimealliance.event.ancillary.Dossier.Person;
import org.crimealliance.event.ancillary.ImportApplications.Verdict;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportApplicationsTest {

    private static final Instant NOW = Instant.parse("2021-01-10T00:00:00Z");
    private static final String HEADER = String.join(",", ImportRow.COLUMNS);

    @Test
    void the_same_row_again_changes_nothing() {
        Dossier known = dossier("A").row("1").build();
        assertThat(ImportApplications.judge(new AncillaryMeeting.Accepted(known), known, true))
                .isEqualTo(new Verdict.Same());
    }

    @Test
    void a_changed_row_replaces_what_was_imported() {
        assertThat(ImportApplications.judge(
                        new AncillaryMeeting.Accepted(dossier("A").row("1").build()),
                        dossier("A").row("2").build(),
                        true))
                .isEqualTo(new Verdict.Replace());
    }

    @Test
    void a_newer_local_edit_is_never_overwritten() {
        Dossier edited = dossier("A").row("1").build().edited("New title", "Youth", List.of(), List.of(), NOW);
        assertThat(ImportApplications.judge(
                        new AncillaryMeeting.Accepted(edited),
                        dossier("A").row("2").build(),
                        true))
                .isInstanceOf(Verdict.Refuse.class);
        assertThat(ImportApplications.judge(
                        new AncillaryMeeting.Accepted(edited),
                        dossier("A").row("1").build(),
                        true))
                .isEqualTo(new Verdict.Same());
    }

    @Test
    void nothing_withdrawn_comes_back() {
        var gone = new AncillaryMeeting.Cancelled(dossier("A").row("1").build(), null, NOW, "no");
        assertThat(ImportApplications.judge(gone, dossier("A").row("2").build(), true))
                .isInstanceOf(Verdict.Refuse.class);
    }

    @Test
    void nothing_new_is_taken_once_the_call_is_closed() {
        assertThat(ImportApplications.judge(null, dossier("A").build(), true)).isEqualTo(new Verdict.Add());
        assertThat(ImportApplications.judge(null, dossier("A").build(), false)).isInstanceOf(Verdict.Refuse.class);
    }

    @Test
    void the_mode_is_fixed_once_reconfirmed() {
        var reconfirmed = new AncillaryMeeting.Reconfirmed(dossier("A").row("1").build(), "c", NOW);
        assertThat(ImportApplications.judge(
                        reconfirmed, dossier("A").row("2").mode(Mode.VIRTUAL).build(), true))
                .isInstanceOf(Verdict.Refuse.class);
    }

    @Test
    void reads_semicolons_and_a_byte_order_mark() {
        List<Map<String, String>> rows = rows("\uFEFF" + HEADER.replace(',', ';') + "\nA;\"T;t\";O;o;C;c@example.org;"
                + "hybrid;R;T;2019-01-01;\"p|P|r;q|Q|r\";Asia/Tokyo;2021-03-07\n");
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).containsEntry("title", "T;t").containsEntry("people", "p|P|r;q|Q|r");
    }

    @Test
    void a_row_says_what_is_wrong_with_it() {
        for (String[] wrong : List.<String[]>of(
                new String[] {"mode", "on the moon"},
                new String[] {"contactEmail", "nobody"},
                new String[] {"title", ""},
                new String[] {"title", "x".repeat(501)},
                new String[] {"appliedAt", "yesterday"},
                new String[] {"people", "just a name"},
                new String[] {"people", "p1|\u200B|speaker"},
                new String[] {"people", "p1|\u202Eabc|speaker;p2|def\u202C|speaker"},
                new String[] {"audienceZone", "Mars/Olympus"},
                new String[] {"unavailable", "2021-02-30"})) {
            Map<String, String> fields = new java.util.HashMap<>(good());
            fields.put(wrong[0], wrong[1]);
            assertThatThrownBy(() -> ImportRow.read("c", fields))
                    .as(wrong[0])
                    .isInstanceOf(ImportRow.Unreadable.class)
                    .hasMessageContaining(wrong[0]);
        }
    }

    @Test
    void a_row_is_taken_as_it_stands() throws Exception {
        assertThat(ImportRow.read("congress", good()))
                .isEqualTo(new Dossier(
                        "congress",
                        "A",
                        "T",
                        new Organisation("o", "O"),
                        new Contact("C", "c@example.org"),
                        Mode.HYBRID,
                        "R",
                        "T",
                        Instant.parse("2019-01-01T00:00:00Z"),
                        List.of(),
                        null,
                        List.of(),
                        ImportRow.read("congress", good()).importedRow(),
                        null));
        assertThat(with("mode", "VIRTUAL").mode()).isEqualTo(Mode.VIRTUAL);
        assertThat(with("appliedAt", "2019-11-30T09:00:00.0005Z").appliedAt())
                .isEqualTo(Instant.parse("2019-11-30T09:00:00Z"));
        assertThat(with("audienceZone", "Asia/Tokyo").audienceZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(with("unavailable", "2021-03-08; 2021-03-07;;2021-03-08").unavailable())
                .containsExactly(LocalDate.of(2021, 3, 7), LocalDate.of(2021, 3, 8));
        assertThat(with("people", " p | P | speaker ;;q|Q|moderator;p|Another|chair")
                        .people())
                .containsExactly(new Person("p", "P", "speaker"), new Person("q", "Q", "moderator"));
        assertThat(with("title", "Cafe\u0301").title()).isEqualTo("Café");
    }

    @Test
    void no_two_rows_that_differ_have_one_fingerprint() throws Exception {
        assertThat(with("title", "T").importedRow())
                .isEqualTo(with("title", " T ").importedRow());
        Set<String> fingerprints = new HashSet<>();
        fingerprints.add(ImportRow.read("c", good()).importedRow());
        for (String[] other : List.<String[]>of(
                new String[] {"title", "T2"},
                new String[] {"region", "R2"},
                new String[] {"people", "p|P|r"},
                new String[] {"unavailable", "2021-03-07"})) {
            assertThat(fingerprints.add(with(other[0], other[1]).importedRow())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "code, 60",
        "title, 500",
        "organisation, 500",
        "organisationId, 100",
        "contactName, 500",
        "region, 100",
        "theme, 200"
    })
    void a_cell_may_be_so_long_and_no_longer(String column, int longest) throws Exception {
        assertThat(with(column, "x".repeat(longest))).isNotNull();
        assertThatThrownBy(() -> with(column, "x".repeat(longest + 1)))
                .hasMessage(column + " is longer than " + longest + " characters");
    }

    @Test
    void people_are_so_many_and_called_so_long_and_no_more() throws Exception {
        assertThat(with("people", people(50)).people()).hasSize(50);
        assertThatThrownBy(() -> with("people", people(51))).hasMessage("more than 50 people");
        assertThat(with("people", "p|P|" + "r".repeat(696)).people()).hasSize(1);
        for (String wrong : List.of("p|P|" + "r".repeat(697), "p|P", "|P|r", "p||r", "p|P|r|s")) {
            assertThatThrownBy(() -> with("people", wrong))
                    .hasMessage("people must be a list like id|name|role;id|name|role");
        }
    }

    private static String people(int number) {
        return IntStream.range(0, number).mapToObj(i -> "p%d|P|r".formatted(i)).collect(Collectors.joining(";"));
    }

    private static Dossier with(String column, String value) throws ImportRow.Unreadable {
        Map<String, String> fields = new java.util.HashMap<>(good());
        fields.put(column, value);
        return ImportRow.read("c", fields);
    }

    @Test
    void a_file_that_is_no_such_csv_is_refused_as_a_whole() {
        assertThat(refusal("")).isEqualTo("empty-file");
        assertThat(refusal("code,title\n")).isEqualTo("missing-columns");
        assertThat(refusal(HEADER + ",code\n")).isEqualTo("repeated-header");
        assertThat(refusal(HEADER + ",x".repeat(52) + "\n")).isEqualTo("too-many-columns");
        assertThat(refusal(HEADER + ",x".repeat(10_000) + "\n")).isEqualTo("too-many-columns");
        assertThat(refusal(HEADER + "\n" + "x,".repeat(200_000))).isEqualTo("not-csv");
        assertThat(refusal(HEADER + "\n\"" + "x".repeat(1_000_000))).isEqualTo("not-csv");
        assertThat(refusal((HEADER + "\n\u00e4").getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("not-utf-8");
        assertThat(refusal(HEADER + "\n" + "a\n".repeat(101))).isEqualTo("too-many-rows");
    }

    @Test
    void columns_that_nobody_asked_for_and_a_hundred_rows_are_taken() {
        String row = "A" + ",x".repeat(ImportRow.COLUMNS.size() - 1);
        assertThat(rows(HEADER + ",".repeat(51) + "\n" + row + ",".repeat(51))).hasSize(1);
        assertThat(rows(" " + HEADER.replace(",", " , ") + " \n" + (row + "\n").repeat(100)))
                .hasSize(100)
                .allSatisfy(fields -> assertThat(fields)
                        .containsEntry("code", "A")
                        .containsEntry("unavailable", "x")
                        .doesNotContainKey(ImportFile.WRONG_COUNT));
    }

    @Test
    void a_row_with_fields_too_few_or_too_many_says_so_and_is_numbered_by_its_line() {
        List<Long> lines = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        ImportFile.read(
                new ByteArrayInputStream(
                        (HEADER + "\nA,B\n\n" + "C" + ",x".repeat(13) + "\n").getBytes(StandardCharsets.UTF_8)),
                ImportRow.COLUMNS,
                100,
                (line, row) -> {
                    lines.add(line);
                    rows.add(row);
                });
        assertThat(lines).containsExactly(2L, 4L);
        assertThat(rows)
                .extracting(row -> row.get(ImportFile.WRONG_COUNT))
                .containsExactly("2 fields instead of 13", "14 fields instead of 13");
        assertThat(rows.getFirst()).containsEntry("title", "B");
    }

    private static String refusal(String file) {
        return refusal(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] file) {
        return catchThrowableOfType(RefusedException.class, () -> read(file))
                .refusal()
                .code();
    }

    private static Map<String, String> good() {
        return Map.ofEntries(
                Map.entry("code", "A"),
                Map.entry("title", "T"),
                Map.entry("organisation", "O"),
                Map.entry("organisationId", "o"),
                Map.entry("contactName", "C"),
                Map.entry("contactEmail", "c@example.org"),
                Map.entry("mode", "hybrid"),
                Map.entry("region", "R"),
                Map.entry("theme", "T"),
                Map.entry("appliedAt", "2019-01-01"));
    }

    private static List<Map<String, String>> rows(String file) {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Map<String, String>> read(byte[] file) {
        List<Map<String, String>> rows = new ArrayList<>();
        ImportFile.read(new ByteArrayInputStream(file), ImportRow.COLUMNS, 100, (line, row) -> rows.add(row));
        return rows;
    }
}
