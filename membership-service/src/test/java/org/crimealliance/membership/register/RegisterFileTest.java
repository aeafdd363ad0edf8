package org.crimealliance.membership.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crimealliance.membership.Register;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

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
        assertThat(rows.getLast()).isInstanceOf(RegisterFile.Row.Unreadable.class);
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
    void repeated_and_too_many_columns_are_refused() {
        assertRefused((Register.HEADER + ",name\n").getBytes(StandardCharsets.UTF_8), "wrong-header");
        assertRefused((Register.HEADER + ",x".repeat(10_000) + "\n").getBytes(StandardCharsets.UTF_8), "wrong-header");
    }

    @Test
    void more_than_a_hundred_thousand_rows_are_refused() {
        byte[] file = (Register.HEADER + "\n" + "x\n".repeat(100_001)).getBytes(StandardCharsets.UTF_8);
        assertRefused(file, "too-many-rows");
    }

    @ParameterizedTest
    @CsvSource({
        "memberNumber, '', memberNumber: is empty",
        "category, platinum, 'category: platinum is none of ordinary, extraordinary, individual, honorary'",
        "kind, robot, 'kind: robot is none of organisation, person'",
        "country, Austria, country: is longer than 2 characters",
        "country, QQ, country: QQ is not a country of ISO 3166 (two letters)",
        "contactEmail, nobody, contactEmail: nobody is not a mail address",
        "contactEmail, '', contactEmail: is empty",
        "memberSince, 31.12.2014, memberSince: 31.12.2014 is not a date such as 2014-05-31",
        "memberSince, 2021-01-01, memberSince: 2021-01-01 lies in the future",
        "language, english please, language: english please is not a language tag such as en or pt-BR",
        "name, '=HYPERLINK(0)', name: looks like a spreadsheet formula"
    })
    void a_wrong_value_is_named(String column, String value, String reason) {
        Map<String, String> row =
                ((RegisterFile.Row.Readable) rows(Register.csv(List.of(ROW))).getFirst()).values();
        row.put(column, value);
        assertThatExceptionOfType(RegisterEntry.Unusable.class)
                .isThrownBy(() -> RegisterEntry.of(row, TODAY))
                .withMessage(reason);
    }

    @Test
    void a_missing_street_is_for_the_invoice_run_to_tell() throws Exception {
        Map<String, String> row =
                ((RegisterFile.Row.Readable) rows(Register.csv(List.of(ROW))).getFirst()).values();
        row.put("street", "");
        assertThat(RegisterEntry.of(row, TODAY).profile().addressProblems()).containsExactly("no street");
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
