package org.crimealliance.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Secretary sets up the two series, records the meetings of 2020 so far and announces those to come. */
final class Calendar {

    static final Map<String, Object> ONLINE =
            Json.object("kind", "online", "text", "Video conference", "link", "https://meet.example.org/alliance");

    private static final List<String> HELD_BEFORE_OCTOBER = List.of(
            "2020-01-16",
            "2020-02-13",
            "2020-03-19",
            "2020-04-08",
            "2020-05-14",
            "2020-06-18",
            "2020-07-09",
            "2020-08-27",
            "2020-09-24");

    private final Stage stage;

    Calendar(Stage stage) {
        this.stage = stage;
    }

    Meetings play() {
        Meetings[] made = new Meetings[1];
        stage.ledger().step("Meetings of 2020", step -> {
            String informal = series("informal", "Informal meetings", "informal", "all-members");
            String board = series("board", "Board", "board", "board");
            for (String day : HELD_BEFORE_OCTOBER) {
                hold(announce(informal, day + "T15:30", day + "T17:00", false));
            }
            step.happened("two series, the informal meetings of 2020 so far recorded as held");
            step.await(
                    "informal meetings held in 2020",
                    HELD_BEFORE_OCTOBER.size(),
                    () -> stage.api()
                            .all("secretary", "/api/meetings?seriesId=" + informal + "&state=held")
                            .size());
            made[0] = new Meetings(
                    informal,
                    board,
                    announce(informal, "2020-12-07T15:30", "2020-12-07T17:00", false),
                    announce(board, "2020-12-10T15:00", "2020-12-10T17:00", false),
                    announce(board, "2021-01-28T15:00", "2021-01-28T17:00", false));
            step.happened("the 11th informal meeting and the Board meetings of 10 December and 28 January announced");
            step.figure(
                    "Board meetings to come",
                    2,
                    stage.api()
                            .all("secretary", "/api/meetings?seriesId=" + board + "&state=confirmed")
                            .size());
        });
        return Optional.ofNullable(made[0]).orElseThrow();
    }

    private String series(String key, String name, String kind, String audience) {
        return Json.text(
                stage.api()
                        .post(
                                "secretary",
                                "/api/meetings/series",
                                Json.object(
                                        "key",
                                        key,
                                        "name",
                                        name,
                                        "kind",
                                        kind,
                                        "audience",
                                        audience,
                                        "quorum",
                                        kind.equals("board")
                                                ? Json.object("of", "filled-seats", "numerator", 1, "denominator", 2)
                                                : null)),
                "seriesId");
    }

    private String announce(String series, String start, String end, boolean tentative) {
        return announce(stage, series, start, end, tentative);
    }

    static String announce(Stage stage, String series, String start, String end, boolean tentative) {
        JsonNode meeting = stage.api()
                .post(
                        "secretary",
                        "/api/meetings",
                        Json.object(
                                "seriesId",
                                series,
                                "start",
                                Stage.vienna(start).toString(),
                                "end",
                                Stage.vienna(end).toString(),
                                "zone",
                                Stage.VIENNA.getId(),
                                "place",
                                ONLINE,
                                "tentative",
                                tentative));
        return Json.text(meeting, "meetingId");
    }

    private void hold(String meeting) {
        hold(stage, meeting);
    }

    static void hold(Stage stage, String meeting) {
        stage.api().post("secretary", "/api/meetings/" + meeting + "/opening", Json.object());
        stage.api().post("secretary", "/api/meetings/" + meeting + "/closing", Json.object());
    }
}
