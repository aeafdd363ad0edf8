package org.crimealliance.platform.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ProvenanceTest {

    private static final Instant DEADLINE = Instant.parse("2021-01-25T12:00:00Z");

    @Test
    void work_is_done_in_the_name_that_is_bound_and_is_logged_under_its_correlation() throws IOException {
        Provenance chair = new Provenance("chair", "c-1");
        Provenance treasurer = new Provenance("treasurer", "c-2");
        assertThat(chair.<Provenance, IOException>call(Provenance::current)).isEqualTo(chair);
        AtomicInteger done = new AtomicInteger();
        chair.run(() -> {
            treasurer.run(() -> {
                done.incrementAndGet();
                assertThat(Provenance.current()).isEqualTo(treasurer);
                assertThat(MDC.get("correlationId")).isEqualTo("c-2");
            });
            assertThat(Provenance.current()).isEqualTo(chair);
            assertThat(MDC.get("correlationId")).isEqualTo("c-1");
        });
        assertThat(done).hasValue(1);
        assertThat(MDC.get("correlationId")).isNull();
    }

    @Test
    void what_goes_wrong_comes_out_as_it_is() {
        assertThatThrownBy(() -> new Provenance("chair", "c-1").call(() -> {
                    throw new IOException("broken");
                }))
                .isExactlyInstanceOf(IOException.class);
    }

    @Test
    void one_occurrence_of_a_rule_has_one_correlation_whoever_comes_upon_it() {
        Provenance expiry = Provenance.rule("reconfirmation-deadline", "campaign", DEADLINE);
        assertThat(expiry.actor()).isEqualTo("rule:reconfirmation-deadline");
        assertThat(Provenance.rule("reconfirmation-deadline", "campaign", DEADLINE))
                .isEqualTo(expiry);
        assertThat(Provenance.rule("reconfirmation-deadline", "campaign", DEADLINE.plusSeconds(1)))
                .isNotEqualTo(expiry);
        assertThat(Provenance.rule("another", "campaign", DEADLINE).correlationId())
                .isNotEqualTo(expiry.correlationId());
    }

    @Test
    void the_holder_of_a_link_is_named_by_what_it_is_for() {
        new Provenance("anonymous", "c-1")
                .run(() ->
                        assertThat(Provenance.ofLink("reconfirm")).isEqualTo(new Provenance("link:reconfirm", "c-1")));
    }
}
