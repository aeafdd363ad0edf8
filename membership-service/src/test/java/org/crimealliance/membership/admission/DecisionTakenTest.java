package org.crimealliance.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.crimealliance.platform.testkit.Contracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DecisionTakenTest {

    @Test
    void the_contracts_example_is_understood() {
        JsonMapper json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        DecisionTaken taken = json.readValue(Contracts.example("meeting.decision-taken.v1"), DecisionTaken.class);
        assertThat(taken.kind()).isEqualTo("admit");
        assertThat(taken.subjectType()).isEqualTo("membership-application");
        assertThat(taken.meetingDate()).isEqualTo(LocalDate.of(2020, 12, 10));
        assertThat(taken.decisionId()).isNotBlank();
        assertThat(taken.subjectId()).isNotBlank();
    }
}
