package org.crimealliance.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileRuleTest {

    @Test
    void what_a_rule_does_not_allow_is_denied() {
        FileRule silent = () -> "meeting";
        assertThat(silent.mayRead("m-1")).isFalse();
        assertThat(silent.mayAdd("m-1")).isFalse();
    }
}
