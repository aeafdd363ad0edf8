package org.crimealliance.event.ancillary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crimealliance.event.ancillary.Dossiers.dossier;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crimealliance.event.ancillary.ImportApplications.Verdict;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.Test;

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
    void a_file_that_is_no_such_csv_is_refused_as_a_whole() {
        assertThatThrownBy(() -> rows("")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows("code,title\n")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows(HEADER + ",code\n")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows(HEADER + ",x".repeat(10_000) + "\n")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows(HEADER + "\n" + "x,".repeat(200_000))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows(HEADER + "\n\"" + "x".repeat(1_000_000))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read((HEADER + "\n\u00e4").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rows(HEADER + "\n" + "a\n".repeat(101))).isInstanceOf(RefusedException.class);
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
