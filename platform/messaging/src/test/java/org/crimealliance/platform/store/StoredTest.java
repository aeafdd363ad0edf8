package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredTest {

    @Test
    void one_kind_of_state_is_told_from_another() {
        Stored<Object> stored = new Stored<>("1", 2, 3, Map.of("a", 4L), "state");
        assertThat(stored.as(String.class)).isEqualTo(new Stored<>("1", 2, 3, Map.of("a", 4L), "state"));
        assertThatThrownBy(() -> stored.as(Integer.class)).isInstanceOf(ClassCastException.class);
    }
}
