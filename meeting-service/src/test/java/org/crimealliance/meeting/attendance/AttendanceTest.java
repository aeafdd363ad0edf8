package org.crimealliance.meeting.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.crimealliance.platform.outcome.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private static final List<String> SEATS =
            IntStream.rangeClosed(1, 9).mapToObj(i -> "s" + i).toList();
    private static final Instant FOUR = Instant.parse("2020-12-10T15:00:00Z");

    @Test
    void four_present_and_a_proxy_held_by_somebody_absent_are_four() {
        Attendance attendance =
                present(4).give(new Attendance.Proxy("s9", "s8"), 1).orThrow().next();
        assertThat(attendance.presence(SEATS, FOUR).size()).isEqualTo(4);
    }

    @Test
    void four_present_and_a_proxy_held_by_one_of_them_are_five() {
        Attendance attendance =
                present(4).give(new Attendance.Proxy("s9", "s1"), 1).orThrow().next();
        Presence presence = attendance.presence(SEATS, FOUR);
        assertThat(presence.size()).isEqualTo(5);
        assertThat(presence.mayVote("s9")).isTrue();
        assertThat(presence.holderOf("s9")).contains("s1");
    }

    @Test
    void one_person_holds_one_proxy() {
        Attendance attendance =
                present(4).give(new Attendance.Proxy("s9", "s1"), 1).orThrow().next();
        assertThat(((Outcome.Refused<?>) attendance.give(new Attendance.Proxy("s8", "s1"), 1))
                        .refusal()
                        .code())
                .isEqualTo("holds-a-proxy-already");
        assertThat(attendance
                        .give(new Attendance.Proxy("s9", "s1"), 1)
                        .orThrow()
                        .next())
                .isEqualTo(attendance);
    }

    @Test
    void arriving_late_and_leaving_early_count_for_the_ballots_in_between() {
        Attendance attendance = present(3)
                .put(attendee("s4", "2020-12-10T15:30:00Z", null))
                .orThrow()
                .next()
                .put(attendee("s5", null, "2020-12-10T15:45:00Z"))
                .orThrow()
                .next();
        assertThat(attendance.presence(SEATS, FOUR).there()).containsExactly("s1", "s2", "s3", "s5");
        assertThat(attendance.presence(SEATS, FOUR.plusSeconds(40 * 60)).size()).isEqualTo(5);
        assertThat(attendance.presence(SEATS, FOUR.plusSeconds(45 * 60)).there())
                .containsExactly("s1", "s2", "s3", "s4");
    }

    @Test
    void a_proxy_lapses_when_its_giver_comes_or_its_holder_goes() {
        Attendance attendance =
                present(4).give(new Attendance.Proxy("s9", "s1"), 1).orThrow().next();
        Attendance came = attendance.put(attendee("s9", null, null)).orThrow().next();
        assertThat(came.presence(SEATS, FOUR).represented()).isEmpty();
        Attendance left = attendance
                .put(attendee("s1", null, "2020-12-10T14:59:00Z"))
                .orThrow()
                .next();
        assertThat(left.presence(SEATS, FOUR).size()).isEqualTo(3);
    }

    @Test
    void guests_do_not_count() {
        Attendance attendance =
                present(4).put(attendee("guest-1", null, null)).orThrow().next();
        assertThat(attendance.presence(SEATS, FOUR).size()).isEqualTo(4);
    }

    @Test
    void whoever_is_noted_again_keeps_the_place_in_the_list() {
        Attendance attendance = present(3);
        Attendance again = attendance
                .put(attendee("s1", "2020-12-10T14:30:00Z", null))
                .orThrow()
                .next();
        assertThat(again.attendees()).extracting(Attendee::attendeeId).containsExactly("s1", "s2", "s3");
    }

    @Test
    void a_list_has_at_most_2000_entries() {
        List<Attendee> many = IntStream.rangeClosed(1, Attendance.LIMIT)
                .mapToObj(i -> attendee("a" + i, null, null))
                .toList();
        Attendance almost = new Attendance("m1", many.subList(1, Attendance.LIMIT), List.of());
        Attendance full = almost.put(attendee("last", null, null)).orThrow().next();
        assertThat(full.attendees())
                .hasSize(2000)
                .last()
                .extracting(Attendee::attendeeId)
                .isEqualTo("last");
        assertThat(full.put(attendee("last", null, null)).orThrow().next().attendees())
                .hasSize(2000);
        assertThat(((Outcome.Refused<?>) full.put(attendee("one more", null, null)))
                        .refusal()
                        .code())
                .isEqualTo("too-many-attendees");
    }

    @Test
    void another_holder_replaces_the_first_and_frees_the_hands_of_the_first() {
        Attendance attendance = present(4);
        for (Attendance.Proxy proxy : List.of(
                new Attendance.Proxy("s9", "s1"), new Attendance.Proxy("s8", "s2"), new Attendance.Proxy("s9", "s3"))) {
            attendance = attendance.give(proxy, 1).orThrow().next();
        }
        assertThat(attendance.proxies())
                .containsExactly(new Attendance.Proxy("s8", "s2"), new Attendance.Proxy("s9", "s3"));
        Presence presence = attendance.presence(SEATS, FOUR);
        assertThat(presence.holderOf("s8")).contains("s2");
        assertThat(presence.holderOf("s9")).contains("s3");
        assertThat(presence.holderOf("s7")).isEmpty();
        assertThat(presence.mayVote("s7")).isFalse();
    }

    private static Attendance present(int count) {
        Attendance attendance = Attendance.empty("m1");
        for (int i = 1; i <= count; i++) {
            attendance = attendance.put(attendee("s" + i, null, null)).orThrow().next();
        }
        return attendance;
    }

    private static Attendee attendee(String id, @Nullable String arrived, @Nullable String left) {
        return new Attendee(
                id,
                "Name of " + id,
                "Alliance",
                null,
                Attendee.Status.PRESENT,
                arrived == null ? null : Instant.parse(arrived),
                left == null ? null : Instant.parse(left));
    }
}
