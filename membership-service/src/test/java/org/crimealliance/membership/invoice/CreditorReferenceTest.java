package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.validator.routines.checkdigit.IBANCheckDigit;
import org.junit.jupiter.api.Test;

class CreditorReferenceTest {

    @Test
    void the_standards_example_is_valid_and_its_neighbour_is_not() {
        assertThat(CreditorReference.isValid("RF18539007547034")).isTrue();
        assertThat(CreditorReference.isValid("RF18 5390 0754 7034")).isTrue();
        assertThat(CreditorReference.isValid("RF19539007547034")).isFalse();
        assertThat(CreditorReference.of("539007547034")).isEqualTo("RF18539007547034");
    }

    @Test
    void every_reference_made_is_valid_by_an_independent_check() {
        for (int number = 1; number < 2000; number++) {
            String reference = CreditorReference.of("2020%06d".formatted(number));
            assertThat(CreditorReference.isValid(reference)).isTrue();
            assertThat(IBANCheckDigit.IBAN_CHECK_DIGIT.isValid(reference)).isTrue();
        }
    }

    @Test
    void it_is_printed_in_groups_of_four() {
        assertThat(CreditorReference.printed("RF18539007547034")).isEqualTo("RF18 5390 0754 7034");
    }
}
