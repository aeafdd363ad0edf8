package org.crimealliance.membership.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OfficeTest {

    @ParameterizedTest
    @EnumSource
    void an_office_is_found_by_its_name(Office office) {
        assertThat(Office.find(office.wire())).contains(office);
        assertThat(Office.of(office.wire())).isEqualTo(office);
        assertThat(office.wire()).matches(Office.PATTERN);
        assertThat(Office.find(office.name())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"chair, Chair", "vice-chair, Vice-Chair", "board, Board member", "congress-manager, Congress manager"})
    void a_reader_sees_its_title(String wire, String title) {
        assertThat(Office.of(wire).title()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "chair, true",
        "treasurer, true",
        "secretary, true",
        "vice-chair, false",
        "board, false",
        "auditor, false",
        "congress-manager, false"
    })
    void the_executive_is_chair_treasurer_and_secretary(String wire, boolean executive) {
        assertThat(Office.of(wire).isExecutive()).isEqualTo(executive);
    }
}
