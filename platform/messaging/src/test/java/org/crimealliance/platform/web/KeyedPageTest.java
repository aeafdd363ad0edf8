package org.crimealliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyedPageTest {

    private static KeyedPage<String> after(String after, int limit) {
        return KeyedPage.after(after, List.of("a", "b", "c"), limit, Function.identity(), String::toUpperCase);
    }

    @Test
    void a_page_tells_where_the_next_begins_while_there_is_one() {
        assertThat(after(null, 2)).isEqualTo(new KeyedPage<>(List.of("A", "B"), "b"));
        assertThat(after("b", 2)).isEqualTo(new KeyedPage<>(List.of("C"), null));
        assertThat(after("c", 2)).isEqualTo(new KeyedPage<>(List.of(), null));
    }

    @Test
    void a_page_that_is_just_full_is_the_last() {
        assertThat(after(null, 3)).isEqualTo(new KeyedPage<>(List.of("A", "B", "C"), null));
    }
}
