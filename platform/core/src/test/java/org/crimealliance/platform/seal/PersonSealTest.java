package org.crimealliance.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class PersonSealTest {

    private static final String NEW = "the-one-in-use-0123456789abcdef0123456789";
    private static final String OLD = "the-one-before-0123456789abcdef0123456789";

    private final WrappingKey wrapping = new WrappingKey(NEW + "\n" + OLD + "\n");
    private final SecretKey key = wrapping.unwrap(wrapping.newKey());

    @Test
    void what_is_sealed_is_opened_with_its_key_alone() {
        String sealed = PersonSeal.seal(key, "m-1#a", "Noor Vantongeren 日本");
        assertThat(sealed).startsWith("person:m-1#a:").doesNotContain("Noor");
        assertThat(PersonSeal.mayBeIn("{\"name\":\"" + sealed + "\"}")).isTrue();
        assertThat(PersonSeal.mayBeIn("{\"name\":\"Noor\",\"email\":\"a person: Noor\"}"))
                .isFalse();
        PersonSeal seal = PersonSeal.of(sealed).orElseThrow();
        assertThat(seal.keyId()).isEqualTo("m-1#a");
        assertThat(seal.open(key)).isEqualTo("Noor Vantongeren 日本");
        SecretKey another = wrapping.unwrap(wrapping.newKey());
        assertThatThrownBy(() -> seal.open(another)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new PersonSeal("m-2#a", seal.sealed()).open(key))
                .as("moved to somebody else")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_text_is_sealed_otherwise_each_time() {
        assertThat(PersonSeal.seal(key, "m-1#a", "x")).isNotEqualTo(PersonSeal.seal(key, "m-1#a", "x"));
        assertThat(PersonSeal.of(PersonSeal.seal(key, "m-1#a", ""))
                        .orElseThrow()
                        .open(key))
                .isEmpty();
    }

    @Test
    void a_text_in_clear_is_none_of_them() {
        assertThat(PersonSeal.of("Noor")).isEmpty();
        assertThat(PersonSeal.of("person:short#1:AAAA")).isEmpty();
        assertThat(PersonSeal.of("person:no-number:" + "A".repeat(40))).isEmpty();
        assertThatThrownBy(() -> PersonSeal.seal(key, "a:b#1", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PersonSeal.seal(key, "a#b#1", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keys_wrapped_with_an_older_secret_are_unwrapped() {
        String before = new WrappingKey(OLD).newKey();
        assertThat(wrapping.unwrap(before)).isNotNull();
        assertThatThrownBy(() -> new WrappingKey(NEW).unwrap(before)).isInstanceOf(IllegalStateException.class);
        assertThat(new WrappingKey(NEW).unwrap(wrapping.newKey()))
                .as("the first is in use")
                .isNotNull();
    }

    @Test
    void a_key_is_wrapped_anew_with_the_secret_in_use() {
        String before = new WrappingKey(OLD).newKey();
        String renewed = wrapping.renewed(before);
        assertThat(new WrappingKey(NEW).unwrap(renewed)).isEqualTo(wrapping.unwrap(before));
        assertThat(wrapping.renewed(renewed)).as("once").isEqualTo(renewed);
        assertThat(new WrappingKey(NEW).renewed(before)).as("not ours to read").isEqualTo(before);
        assertThat(wrapping.renewed("not base64!")).isEqualTo("not base64!");
    }

    @Test
    void there_is_no_default() {
        assertThatThrownBy(() -> new WrappingKey(" ")).hasMessageContaining("ALLIANCE_PERSON_SECRET");
        assertThatThrownBy(() -> new WrappingKey(NEW + "\nshort")).hasMessageContaining("32 characters");
        assertThatThrownBy(() -> new WrappingKey("x".repeat(31))).hasMessageContaining("32 characters");
        assertThat(new WrappingKey("x".repeat(32)).newKey()).isNotEmpty();
    }

    @Test
    void an_empty_line_between_secrets_is_none() {
        assertThat(new WrappingKey("\n" + NEW + "\n \n" + OLD + "\n").unwrap(wrapping.newKey()))
                .isNotNull();
    }

    @Test
    void a_key_has_256_bits() {
        assertThat(key.getEncoded()).hasSize(32);
    }
}
