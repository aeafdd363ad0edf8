package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.junit.jupiter.api.Test;

class StateFilterTest {

    @Test
    void a_state_is_asked_for_by_its_name_in_any_case() {
        assertThat(StateFilter.of(AncillaryMeeting.class, "reconfirmed", "a meeting"))
                .isEqualTo(AncillaryMeeting.Reconfirmed.class);
        assertThat(StateFilter.of(AncillaryMeeting.class, "Invited", "a meeting"))
                .isEqualTo(AncillaryMeeting.Invited.class);
        assertThat(StateFilter.of(AncillaryMeeting.class, null, "a meeting")).isNull();
    }

    @Test
    void another_name_is_no_state() {
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> StateFilter.of(AncillaryMeeting.class, "asleep", "a meeting"))
                        .refusal()
                        .errors())
                .containsExactly(new FieldProblem("state", "is not a state of a meeting"));
    }
}
