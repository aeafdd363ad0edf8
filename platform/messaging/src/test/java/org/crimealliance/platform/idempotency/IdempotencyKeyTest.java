package org.crimealliance.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.crimealliance.platform.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    private static final String EARLIER = "01939f00-0000-7abc-8def-0123456789ab";
    private static final String LATER = "01939f00-0001-7000-8000-000000000000";

    @Test
    void the_same_key_gives_the_same_id_and_another_for_another_thing() {
        IdempotencyKey key = new IdempotencyKey(EARLIER, false);
        assertThat(key.derive("membership"))
                .isEqualTo(new IdempotencyKey(EARLIER, false).derive("membership"))
                .isNotEqualTo(key.derive("invoice-run"))
                .isNotEqualTo(new IdempotencyKey(LATER, false).derive("membership"));
    }

    @Test
    void ids_sort_by_when_their_keys_were_first_seen() {
        for (int i = 0; i < 100; i++) {
            assertThat(new IdempotencyKey(EARLIER, false).derive("thing " + i))
                    .isLessThan(new IdempotencyKey(LATER, false).derive("thing " + i));
        }
        assertThat(UUID.fromString(new IdempotencyKey(EARLIER, false).derive("thing"))
                        .version())
                .isEqualTo(7);
    }

    @Test
    void what_a_command_creates_has_the_same_id_when_it_is_repeated_and_a_new_one_without_a_key() {
        IdempotencyKey key = new IdempotencyKey(EARLIER, false);
        Ids ids = () -> "new";
        assertThat(ScopedValue.where(IdempotencyKey.CURRENT, key)
                        .<String, RuntimeException>call(() -> IdempotencyKey.idFor("membership", ids)))
                .isEqualTo(key.derive("membership"));
        assertThat(IdempotencyKey.current()).isEmpty();
        assertThat(IdempotencyKey.idFor("membership", ids)).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_repetition_is_known_for_one(boolean repetition) {
        IdempotencyKey key = new IdempotencyKey(EARLIER, repetition);
        assertThat(ScopedValue.where(IdempotencyKey.CURRENT, key)
                        .<Boolean, RuntimeException>call(IdempotencyKey::isRepetition))
                .isEqualTo(repetition);
        assertThat(IdempotencyKey.isRepetition()).isFalse();
    }

    @Test
    void only_what_says_so_is_confidential() {
        IdempotencyKey key = new IdempotencyKey(EARLIER, false);
        assertThat(key.isConfidential()).isFalse();
        IdempotencyKey.confidential();
        assertThat(key.isConfidential()).isFalse();
        ScopedValue.where(IdempotencyKey.CURRENT, key).run(IdempotencyKey::confidential);
        assertThat(key.isConfidential()).isTrue();
    }

    @Test
    void steps_are_counted_for_each_thing_by_itself() {
        IdempotencyKey first = new IdempotencyKey(EARLIER, false);
        IdempotencyKey again = new IdempotencyKey(EARLIER, true);
        assertThat(first.step("a/1")).isEqualTo(again.step("a/1")).isEqualTo(EARLIER);
        assertThat(first.step("a/1")).isEqualTo(again.step("a/1")).isEqualTo(EARLIER + "#2");
        assertThat(first.step("a/2")).isEqualTo(EARLIER);
    }
}
