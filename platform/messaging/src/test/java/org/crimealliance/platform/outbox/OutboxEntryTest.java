package org.crimealliance.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Cause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutboxEntryTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static OutboxEntry entry(@Nullable String traceparent) {
        return new OutboxEntry("e-1", 7, "membership.member-admitted.v1", NOON, "ada", "c-1", traceparent, "{}");
    }

    @Test
    void an_event_waits_in_its_document_with_the_moment_from_which_it_waits() {
        OutboxEntry traced = entry("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Document kept = traced.toDocument(NOON.plusSeconds(1));
        assertThat(OutboxEntry.from(kept)).isEqualTo(traced);
        assertThat(kept).containsEntry("queued", Date.from(NOON.plusSeconds(1)));
        assertThat(entry(null).toDocument(NOON)).doesNotContainKey("traceparent");
        assertThat(OutboxEntry.from(entry(null).toDocument(NOON))).isEqualTo(entry(null));
    }

    static Stream<Exception> forGood() {
        return Stream.of(
                new RecordTooLargeException("4 MB"),
                new RecordBatchTooLargeException("4 MB"),
                new SerializationException("no"),
                new InvalidRecordException("no"),
                new InvalidTimestampException("no"));
    }

    @ParameterizedTest
    @MethodSource("forGood")
    void what_no_broker_will_ever_take_goes_aside(Exception refused) {
        assertThat(Undeliverable.isRefusedForGood(refused)).isTrue();
        assertThat(Undeliverable.isRefusedForGood(new IllegalStateException(refused)))
                .isTrue();
    }

    @Test
    void what_may_go_better_the_next_time_is_sent_again() {
        assertThat(Undeliverable.isRefusedForGood(new TimeoutException("away"))).isFalse();
        assertThat(Undeliverable.isRefusedForGood(new IllegalStateException(new AuthorizationException("no"))))
                .isFalse();
    }

    @Test
    void what_is_done_later_is_done_in_the_name_of_who_caused_it() {
        Provenance chair = new Provenance("chair", "c-1");
        Provenance system = Provenance.current();
        assertThat(Cause.of(chair.call(Cause::now), system)).isEqualTo(chair);
        assertThat(Cause.of(null, chair)).isEqualTo(chair);
    }
}
