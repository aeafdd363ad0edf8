package org.crimealliance.event.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crimealliance.event.campaign.Campaign.Stage;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignTest {

    private static final Instant DEADLINE = Instant.parse("2021-01-31T23:00:00Z");
    private static final Instant BEFORE = DEADLINE.minusSeconds(1);
    private static final Provenance COMMAND = Provenance.current();
    private static final Campaign PLANNED = Campaign.planned("congress", DEADLINE);

    @Test
    void planned_it_has_a_deadline_and_nobody_was_written_to() {
        assertThat(Campaign.planned("congress", DEADLINE))
                .isEqualTo(new Campaign("congress", DEADLINE, Stage.PLANNED, null));
    }

    @Test
    void it_starts_before_its_deadline_and_once() {
        Campaign started = PLANNED.start(BEFORE, COMMAND).orThrow().next();
        assertThat(started).isEqualTo(new Campaign("congress", DEADLINE, Stage.STARTING, COMMAND));
        assertThat(started.start(DEADLINE, COMMAND).orThrow()).isEqualTo(Change.to(started));
        assertThat(code(PLANNED.start(DEADLINE, COMMAND))).isEqualTo("deadline-passed");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void the_deadline_is_exclusive_and_answers_come_while_it_runs(Stage stage) {
        Campaign campaign = PLANNED.at(stage);
        assertThat(campaign.takesAnswers(BEFORE)).isEqualTo(stage == Stage.STARTING || stage == Stage.RUNNING);
        assertThat(campaign.takesAnswers(DEADLINE)).isFalse();
    }

    @Test
    void an_extension_ends_later_than_now_and_than_before_and_opens_it_again() {
        Instant later = DEADLINE.plusSeconds(3600);
        Campaign running = PLANNED.at(Stage.RUNNING);
        assertThat(running.extend(later, BEFORE).orThrow().next())
                .isEqualTo(new Campaign("congress", later, Stage.RUNNING, null));
        assertThat(PLANNED.at(Stage.CLOSED)
                        .extend(later, DEADLINE)
                        .orThrow()
                        .next()
                        .stage())
                .isEqualTo(Stage.RUNNING);
        assertThat(PLANNED.extend(later, BEFORE).orThrow().next().stage()).isEqualTo(Stage.PLANNED);
        assertThat(running.extend(DEADLINE, BEFORE).orThrow()).isEqualTo(Change.to(running));
        assertThat(code(running.extend(BEFORE, BEFORE.minusSeconds(60)))).isEqualTo("deadline-too-early");
        assertThat(code(PLANNED.at(Stage.CLOSED).extend(later, later))).isEqualTo("deadline-too-early");
        assertThat(code(PLANNED.at(Stage.SETTLED).extend(later, BEFORE))).isEqualTo("already-selected");
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
