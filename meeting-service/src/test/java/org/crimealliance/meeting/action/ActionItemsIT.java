package org.crimealliance.meeting.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Carried from meeting to meeting until done. */
@MeetingServiceTest
class ActionItemsIT {

    @Autowired
    Api api;

    @Test
    void an_action_item_is_carried_until_it_is_done() {
        String series = api.series("act-" + UUID.randomUUID().toString().substring(0, 6), "informal", "all-members");
        String first = api.meeting(series, "2021-01-14T15:30:00", "2021-01-14T17:00:00", false);
        String second = api.meeting(series, "2021-02-14T15:30:00", "2021-02-14T17:00:00", false);
        String path = "/api/meetings/" + first + "/action-items";
        Map<String, String> wanted = Map.of("text", "Send the briefing", "owner", "Secretary", "due", "2021-02-01");
        String action = api.post(path, wanted).expect(201).text("/actionId");
        assertThat(texts(first)).containsExactly("Send the briefing");
        assertThat(texts(second)).containsExactly("Send the briefing");
        for (int i = 0; i < 2; i++) {
            api.post(path + "/" + action + "/done", null).expect(200);
        }
        assertThat(texts(first)).containsExactly("Send the briefing");
        assertThat(texts(second)).isEmpty();
        api.post(path + "/none/done", null).expect(404);
    }

    private List<String> texts(String meeting) {
        return api.get("/api/meetings/" + meeting + "/action-items")
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("text").asString())
                .toList();
    }
}
