package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.inbox.DeadLetter.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message as it came, and as it is kept when nobody could handle it. */
class EnvelopeTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void a_message_tells_what_it_is() {
        Map<String, @Nullable String> headers = headers();
        headers.put("ce_actor", "ada");
        headers.put("ce_correlationid", "c-1");
        assertThat(Envelope.of(message(headers, "{}")))
                .isEqualTo(new Envelope(
                        "e-1",
                        "membership.member-admitted.v1",
                        "/membership-service/memberships",
                        "m-1",
                        7,
                        NOON,
                        "ada",
                        "c-1",
                        "{}"));
        assertThat(Envelope.of(message(headers, "{}")).aggregate()).isEqualTo("/membership-service/memberships m-1");
    }

    @Test
    void who_caused_it_may_be_unknown() {
        Envelope envelope = Envelope.of(message(headers(), null));
        assertThat(envelope.actor()).isEqualTo("unknown");
        assertThat(envelope.correlationId()).isEqualTo("none");
        assertThat(envelope.data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_subject", "ce_sequence", "ce_time"})
    void a_message_that_lacks_what_every_event_has_is_none_of_ours(String name) {
        for (String value : new String[] {null, "", " "}) {
            Map<String, @Nullable String> headers = headers();
            headers.put(name, value);
            assertThatThrownBy(() -> Envelope.of(message(headers, "{}")))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessage("not an event of the platform: no header " + name);
        }
        Map<String, @Nullable String> without = headers();
        without.remove(name);
        assertThatThrownBy(() -> Envelope.of(message(without, "{}"))).isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @CsvSource({"ce_sequence, seven", "ce_time, yesterday"})
    void and_so_is_one_whose_number_or_time_is_none(String name, String value) {
        Map<String, @Nullable String> headers = headers();
        headers.put(name, value);
        assertThatThrownBy(() -> Envelope.of(message(headers, "{}"))).isInstanceOf(MalformedEventException.class);
    }

    /** Whoever may write on one topic, and knows how events look, is not thereby another service. */
    @ParameterizedTest
    @CsvSource({
        "membership.events.v1,  membership.member-admitted.v1,  /membership-service/memberships, true",
        "membership.events.v1,  membership.member-admitted.v1,  /membership-service,             true",
        "notification.events.v1, membership.member-admitted.v1, /membership-service/memberships, false",
        "notification.events.v1, membership.member-admitted.v1, /notification-service/mails,     false",
        "notification.events.v1, notification.mail-sent.v1,     /membership-service/memberships, false",
        "notification.events.v1, notification.mail-sent.v1,     /notification-service-2/mails,   false",
        "notification.events.v1, notification.mail-sent.v1,     notification-service/mails,      false",
        "member.events.v1,      membership.member-admitted.v1,  /member-service/memberships,     false",
        "membership,            membership.member-admitted.v1,  /membership-service/memberships, false"
    })
    void what_is_told_on_another_service_s_topic_is_none_of_ours(
            String topic, String type, String source, boolean believed) {
        Map<String, @Nullable String> headers = headers();
        headers.put("ce_type", type);
        headers.put("ce_source", source);
        ConsumerRecord<String, String> message = message(topic, headers, "{}");
        DeadLetter kept = DeadLetter.of(message, null, State.FAILED, "broken", NOON);
        if (believed) {
            assertThat(Envelope.of(message)).isEqualTo(kept.envelope());
        } else {
            assertThatThrownBy(() -> Envelope.of(message))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining(type)
                    .hasMessageContaining(topic);
            assertThatThrownBy(kept::envelope)
                    .as("nor when somebody replays it")
                    .isInstanceOf(MalformedEventException.class);
        }
    }

    @Test
    void what_waits_is_kept_with_all_that_it_came_with() {
        ConsumerRecord<String, String> message = message(headers(), "{\"a\":1}");
        DeadLetter letter = DeadLetter.of(message, Envelope.of(message), State.FAILED, "broken", NOON);
        assertThat(letter.id()).isEqualTo("e-1");
        assertThat(letter.aggregate()).isEqualTo("/membership-service/memberships m-1");
        assertThat(letter.type()).isEqualTo("membership.member-admitted.v1");
        assertThat(letter.subject()).isEqualTo("m-1");
        assertThat(letter.seq()).isEqualTo(7);
        assertThat(DeadLetter.from(letter.toDocument())).isEqualTo(letter);
        assertThat(letter.envelope()).isEqualTo(Envelope.of(message));
    }

    @Test
    void what_is_none_of_ours_is_known_by_its_place() {
        Map<String, @Nullable String> nameless = headers();
        nameless.put("ce_id", null);
        ConsumerRecord<String, String> message = message(nameless, null);
        DeadLetter letter = DeadLetter.of(message, null, State.FAILED, "broken", NOON);
        assertThat(letter.id()).isEqualTo("membership.events.v1-3-42");
        assertThat(letter.aggregate()).isNull();
        assertThat(letter.type()).isNull();
        assertThat(letter.subject()).isEqualTo("key");
        assertThat(letter.seq()).isZero();
        assertThat(DeadLetter.from(letter.toDocument())).isEqualTo(letter);
        assertThatThrownBy(letter::envelope).isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @CsvSource({"e-1, e-1", "../../x, membership.events.v1-3-42"})
    void an_id_that_cannot_stand_in_an_address_is_not_taken_for_one(String id, String kept) {
        Map<String, @Nullable String> headers = headers();
        headers.put("ce_id", id);
        ConsumerRecord<String, String> message = message(headers, "{}");
        assertThat(DeadLetter.idOf(message, Envelope.of(message))).isEqualTo(kept);
    }

    @Test
    void of_a_header_that_comes_twice_the_last_counts() {
        ConsumerRecord<String, String> message = message(headers(), "{}");
        message.headers().add("ce_subject", "m-2".getBytes(StandardCharsets.UTF_8));
        assertThat(Envelope.of(message).subject()).isEqualTo("m-2");
        assertThat(DeadLetter.of(message, null, State.FAILED, "broken", NOON)
                        .envelope()
                        .subject())
                .isEqualTo("m-2");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void what_failed_or_is_parked_waits(State state) {
        assertThat(state.isWaiting()).isEqualTo(state == State.FAILED || state == State.PARKED);
    }

    @Test
    void a_type_says_its_topic() {
        assertThat(Subscription.on("membership.member-admitted.v1", String.class, event -> {})
                        .topic())
                .isEqualTo("membership.events.v1");
    }

    private static Map<String, @Nullable String> headers() {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        headers.put("ce_id", "e-1");
        headers.put("ce_type", "membership.member-admitted.v1");
        headers.put("ce_source", "/membership-service/memberships");
        headers.put("ce_subject", "m-1");
        headers.put("ce_sequence", "7");
        headers.put("ce_time", NOON.toString());
        return headers;
    }

    private static ConsumerRecord<String, String> message(
            Map<String, @Nullable String> headers, @Nullable String value) {
        return message("membership.events.v1", headers, value);
    }

    private static ConsumerRecord<String, String> message(
            String topic, Map<String, @Nullable String> headers, @Nullable String value) {
        RecordHeaders written = new RecordHeaders();
        headers.forEach((name, text) -> written.add(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                topic, 3, 42, 0, TimestampType.CREATE_TIME, 0, 0, "key", value, written, Optional.empty());
    }
}
