package org.crimealliance.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingSamples;
import org.crimealliance.meeting.series.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicTest {

    private static final Meeting BOARD = MeetingSamples.confirmed("s-board", Series.Kind.BOARD, "2021-02-25T15:00:00");

    @Test
    void ids_are_derived_so_that_a_repetition_finds_what_it_made() {
        assertThat(Topic.ofApplication("a1"))
                .isEqualTo(Topic.ofApplication("a1"))
                .isNotEqualTo(Topic.ofApplication("a2"));
        assertThat(Topic.ofMinutes("m1")).isNotEmpty().isNotEqualTo(Topic.ofApplication("m1"));
        Item own = item(null);
        assertThat(Topic.of(own)).isNotEmpty().isEqualTo(Topic.of(own)).isNotEqualTo(own.itemId());
        assertThat(Topic.of(item("t9"))).isEqualTo("t9");
        assertThat(topic(null, "2021-02-17").itemIdAt("m1"))
                .isNotEmpty()
                .isEqualTo(topic(null, "2021-02-17").itemIdAt("m1"))
                .isNotEqualTo(topic(null, "2021-02-17").itemIdAt("m2"));
    }

    @Test
    void it_becomes_a_planned_item_that_remembers_where_it_came_from() {
        Topic topic = topic(null, "2021-02-17");
        assertThat(topic.itemAt("m1"))
                .isEqualTo(new Item(
                        topic.itemIdAt("m1"),
                        Item.Kind.APPLICATION,
                        "Application of Verein Neue Brücken",
                        "secretary",
                        5,
                        Item.SubjectType.MEMBERSHIP_APPLICATION,
                        "a1",
                        "t1",
                        Item.Status.PLANNED));
    }

    @Test
    void an_application_of_10_february_is_on_the_board_of_the_25th_and_one_of_the_20th_is_not() {
        assertThat(topic(null, "2021-02-17").mayGoOn(BOARD)).isTrue();
        assertThat(topic(null, "2021-02-25").mayGoOn(BOARD)).isTrue();
        assertThat(topic(null, "2021-02-27").mayGoOn(BOARD)).isFalse();
    }

    @Test
    void what_names_no_series_is_for_the_board_what_names_one_for_that_one() {
        Meeting informal = MeetingSamples.confirmed("s-informal", Series.Kind.INFORMAL, "2021-02-25T15:00:00");
        assertThat(topic(null, "2021-02-17").mayGoOn(informal)).isFalse();
        assertThat(topic("s-informal", "2021-02-17").mayGoOn(informal)).isTrue();
        assertThat(topic("s-informal", "2021-02-17").mayGoOn(BOARD)).isFalse();
    }

    @Test
    void it_goes_on_a_meeting_that_is_still_to_come_after_the_moment_it_waits_for() {
        Meeting open =
                BOARD.open(Instant.parse("2021-02-25T14:00:00Z")).orThrow().next();
        assertThat(topic(null, "2021-02-17").mayGoOn(open)).isFalse();
        Instant start = BOARD.details().schedule().start();
        assertThat(after(start).mayGoOn(BOARD)).isFalse();
        assertThat(after(start.minusSeconds(1)).mayGoOn(BOARD)).isTrue();
    }

    private static Topic topic(@Nullable String seriesId, String notBefore) {
        return topic(seriesId, notBefore, Instant.parse("2021-02-10T09:00:00Z"));
    }

    private static Topic after(Instant after) {
        return topic(null, "2021-02-17", after);
    }

    private static Topic topic(@Nullable String seriesId, String notBefore, Instant after) {
        return new Topic(
                "t1",
                Topic.State.WAITING,
                seriesId,
                Item.Kind.APPLICATION,
                "Application of Verein Neue Brücken",
                "secretary",
                5,
                Item.SubjectType.MEMBERSHIP_APPLICATION,
                "a1",
                LocalDate.parse(notBefore),
                after,
                null,
                false);
    }

    private static Item item(@Nullable String topicId) {
        return new Item(
                "i1",
                Item.Kind.MOTION,
                "Budget",
                null,
                null,
                Item.SubjectType.OTHER,
                null,
                topicId,
                Item.Status.PLANNED);
    }
}
