package org.crimealliance.membership.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crimealliance.membership.Register;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;

class RegisterFileTest {

    private static final LocalDate TODAY = LocalDate.of(2020, 10, 1);
    private static final String ROW = Register.row(1, "ordinary", "Órgano de Ejemplo", "Calle 1");

    @Test
    void commas_or_semicolons_with_or_without_a_byte_order_mark() {
        String text = Register.HEADER + "\n" + ROW + "\n";
        for (String variant : List.of(text, "\uFEFF" + text, text.replace(',', ';'), text.replace("\n", "\r\n"))) {
            assertThat(rows(variant.getBytes(StandardCharsets.UTF_8)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RegisterFile.Row.Readable.class,
                            row -> assertThat(row.values())
                                    .containsEntry("name", "Órgano de Ejemplo")
                                    .containsEntry("memberSince", "2015-03-01"));
        }
    }

    @Test
    void a_bad_row_does_not_spoil_the_others() {
        List<RegisterFile.Row> rows = rows(Register.csv(List.of(ROW, "only,three,fields", ROW)));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).isEqualTo(new RegisterFile.Row.Unreadable(3, "has 3 fields, the header has 12"));
        assertThat(rows.get(2).number()).isEqualTo(4);
    }

    @Test
    void an_endless_field_is_one_bad_row() {
        List<RegisterFile.Row> rows = rows(Register.csv(List.of(ROW, "2,\"" + "x".repeat(300_000))));
        assertThat(rows).hasSize(2);
        assertThat(rows.getLast()).isInstanceOfSatisfying(RegisterFile.Row.Unreadable.class, row -> {
            assertThat(row.number()).isEqualTo(3);
            assertThat(row.reason()).contains("is a quotation mark not closed?");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a,b,c\n1,2,3\n", "PK\u0003\u0004 zipped", "{\"json\": true}"})
    void another_kind_of_file_is_refused(String content) {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void another_encoding_is_refused() {
        String text = Register.HEADER + "\n" + ROW + "\n";
        assertRefused(text.getBytes(Charset.forName("windows-1252")), "wrong-encoding");
        assertRefused(text.getBytes(StandardCharsets.UTF_16), "wrong-encoding");
    }

    @Test
    void columns_that_nobody_asked_for_are_no_fault_up_to_sixty_four() {
        String more = columns(64 - 12);
        assertThat(rows((Register.HEADER + more + "\n" + ROW + ",".repeat(52)).getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOf(RegisterFile.Row.Readable.class);
        assertRefused((Register.HEADER + columns(65 - 12) + "\n").getBytes(StandardCharsets.UTF_8), "wrong-header");
    }

    private static String columns(int number) {
        return IntStream.range(0, number).mapToObj(i -> ",more" + i).collect(Collectors.joining());
    }

    @Test
    void repeated_and_too_many_columns_are_refused() {
        assertRefused((Register.HEADER + ",name\n").getBytes(StandardCharsets.UTF_8), "wrong-header");
        assertRefused((Register.HEADER + ",x".repeat(10_000) + "\n").getBytes(StandardCharsets.UTF_8), "wrong-header");
    }

    @Test
    void more_than_a_hundred_thousand_rows_are_refused() {
        byte[] file = (Register.HEADER + "\n" + "x\n".repeat(100_001)).getBytes(StandardCharsets.UTF_8);
        assertRefused(file, "too-many-rows");
        byte[] fewer = (Register.HEADER + "\n" + "x\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(rows(fewer)).hasSize(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "memberNumber, '', memberNumber: is empty",
        "category, platinum, 'category: platinum is none of ordinary, extraordinary, individual, honorary'",
        "kind, robot, 'kind: robot is none of organisation, person'",
        "country, Austria, country: is longer than 2 characters",
        "country, QQ, country: QQ is not a country of ISO 3166 (two letters)",
        "contactEmail, nobody, 'contactEmail: is not a mail address, such as name@example.org'",
        "contactEmail, '', contactEmail: is empty",
        "memberSince, 31.12.2014, memberSince: 31.12.2014 is not a date such as 2014-05-31",
        "memberSince, 2020-10-02, memberSince: 2020-10-02 lies in the future",
        "memberSince, 1899-12-31, memberSince: 1899-12-31 is before 1900",
        "language, english please, language: english please is not a language tag such as en or pt-BR",
        "name, '=HYPERLINK(0)', name: looks like a spreadsheet formula"
    })
    void a_wrong_value_is_named(String column, String value, String reason) {
        assertThatExceptionOfType(RegisterEntry.Unusable.class)
                .isThrownBy(() -> entry(column, value))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "2020-10-01"})
    void a_member_joined_between_1900_and_today(LocalDate memberSince) throws Exception {
        assertThat(entry("memberSince", memberSince.toString()).memberSince()).isEqualTo(memberSince);
    }

    @Test
    void what_is_not_told_is_not_made_up_and_what_is_told_is_kept() throws Exception {
        assertThat(entry("language", "pt-BR").profile().contact().language()).isEqualTo("pt-BR");
        assertThat(entry("language", "").profile().contact().language()).isNull();
        assertThat(entry("contactName", "Órla").profile().contact().name()).isEqualTo("Órla");
        assertThat(entry("contactName", "").profile().contact().name()).isEqualTo("Órgano de Ejemplo");
        assertThat(entry("name", "O\u0301rgano").profile().name()).isEqualTo("Órgano"); // composed, as everywhere
    }

    @ParameterizedTest
    @ValueSource(strings = {"\nnext\nrow", "\rnext\rrow", "one\nrow", "one\rrow"})
    void a_cell_that_goes_over_lines_may_lack_its_quotation_mark(String cell) {
        assertThatExceptionOfType(RegisterEntry.Unusable.class)
                .isThrownBy(() -> entry("name", cell))
                .withMessage("name: must be on one line; is a quotation mark not closed?");
    }

    @Test
    void a_cell_on_one_line_has_its_quotation_marks() {
        assertThatExceptionOfType(RegisterEntry.Unusable.class)
                .isThrownBy(() -> entry("name", "bell\u0007"))
                .withMessage("name: must not contain control characters");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatever_is_in_a_file_it_is_closed_and_a_broken_one_is_our_fault(byte[] content, Class<?> fault) {
        boolean[] closed = {false};
        InputStreamSource broken = () -> new SequenceInputStream(
                new ByteArrayInputStream(content) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                },
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
        assertThatThrownBy(() -> new RegisterFile(broken).check()).isInstanceOf(fault);
        assertThat(closed[0]).isTrue();
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(Register.HEADER.getBytes(StandardCharsets.UTF_16), RefusedException.class),
                Arguments.of(new byte[0], UncheckedIOException.class),
                Arguments.of(Register.csv(), UncheckedIOException.class));
    }

    private static RegisterEntry entry(String column, String value) throws RegisterEntry.Unusable {
        Map<String, String> row =
                ((RegisterFile.Row.Readable) rows(Register.csv(List.of(ROW))).getFirst()).values();
        row.put(column, value);
        return RegisterEntry.of(row, TODAY);
    }

    @Test
    void a_missing_street_is_for_the_invoice_run_to_tell() throws Exception {
        assertThat(entry("street", "").profile().addressProblems()).containsExactly("no street");
    }

    private static List<RegisterFile.Row> rows(byte[] content) {
        List<RegisterFile.Row> rows = new ArrayList<>();
        RegisterFile file = new RegisterFile(new ByteArrayResource(content));
        file.check();
        file.read(rows::add);
        return rows;
    }

    private static void assertRefused(byte[] content, String code) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> rows(content))
                .satisfies(e -> {
                    assertThat(e.refusal().kind().status()).isEqualTo(422);
                    if (code != null) {
                        assertThat(e.refusal().code()).isEqualTo(code);
                    }
                });
    }
}
