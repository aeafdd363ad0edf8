package org.crimealliance.meeting.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One calendar entry for life. */
@MeetingServiceTest
class CalendarIT {

    @Autowired
    Api api;

    private final String run = UUID.randomUUID().toString().substring(0, 6);

    @Test
    void an_entry_keeps_its_uid_and_counts_its_changes() {
        String meeting = api.meeting(
                api.series("cal-" + run, "informal", "all-members"),
                "2021-03-18T15:00:00",
                "2021-03-18T16:00:00",
                true);
        String path = "/api/meetings/" + meeting;
        assertThat(calendar(path))
                .contains(
                        "STATUS:TENTATIVE",
                        "SEQUENCE:0",
                        "UID:" + meeting + "@",
                        "TZID:Europe/Vienna",
                        "DTSTART;TZID=Europe/Vienna:20210318T150000");
        api.post(path + "/confirmation", null).expect(200);
        assertThat(calendar(path)).contains("STATUS:CONFIRMED", "SEQUENCE:1");
        api.post(path + "/move", Map.of("start", "2021-04-15T15:00:00", "end", "2021-04-15T16:00:00"))
                .expect(200);
        assertThat(calendar(path)).contains("SEQUENCE:2", "20210415T150000", "UID:" + meeting + "@");
        Api.Answer inNewYork = api.get(path + "?zone=America/New_York").expect(200);
        assertThat(inNewYork.text("/times/1/start")).startsWith("2021-04-15T09:00");
        assertThat(api.get(path + "?zone=nowhere").expect(422).text("/errors/0/field"))
                .isEqualTo("zone");
        api.post(path + "/cancellation", Map.of("reason", "strike")).expect(200);
        assertThat(calendar(path)).contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3");
    }

    @Test
    void the_public_feed_has_neither_board_meetings_nor_links() {
        String board = api.meeting(
                api.series("cb-" + run, "board", "board"), "2021-03-18T15:00:00", "2021-03-18T16:00:00", false);
        String informal = api.meeting(
                api.series("ci-" + run, "informal", "all-members"),
                "2021-03-18T15:00:00",
                "2021-03-18T16:00:00",
                false);
        Api.Answer feed =
                api.call("GET", "/api/meetings/calendar.ics", null, null).expect(200);
        assertThat(feed.type()).startsWith("text/calendar");
        assertThat(unfolded(feed)).contains("UID:" + informal).doesNotContain("UID:" + board, "\nURL:");
    }

    private String calendar(String path) {
        return unfolded(api.get(path + "/calendar.ics").expect(200));
    }

    private static String unfolded(Api.Answer answer) {
        return new String(answer.bytes(), StandardCharsets.UTF_8).replace("\r\n ", "");
    }
}
