package org.crimealliance.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void new_ids_differ_and_sort_by_when_they_were_made() {
        Ids ids = Ids.timeOrdered();
        assertThat(Stream.generate(ids::next).limit(1_000))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(7))
                .extracting(id -> id.substring(0, 13))
                .isSorted();
    }

    @Test
    void the_same_parts_have_the_same_id_and_no_others_have_it() {
        assertThat(Ids.derived("invoice", "m1", 2021))
                .isEqualTo(Ids.derived("invoice", "m1", 2021))
                .isNotEqualTo(Ids.derived("invoice", "m1", 2022))
                .isNotEqualTo(Ids.derived("invoice", "m", "12021"));
        assertThat(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
    }

    /** What was derived once is found by it for ever. */
    @Test
    void a_derived_id_stays_what_it_was() {
        assertThat(Ids.derived("room", "kyoto-2021", "Room 1")).isEqualTo("3f818bd1-0624-312d-bfcb-65101f16f847");
    }
}
