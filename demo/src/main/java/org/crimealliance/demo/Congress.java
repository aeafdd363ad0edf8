package org.crimealliance.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The Congress in Kyoto is set up from its rules, and what was accepted for 2020 is imported. */
public final class Congress {

    public static final int ONSITE_SEATS = 50;

    record Opened(String congressId, AncillaryFile file) {

        String path() {
            return "/api/congress/congresses/" + congressId;
        }
    }

    private final Stage stage;

    Congress(Stage stage) {
        this.stage = stage;
    }

    Opened play() {
        Opened[] opened = new Opened[1];
        stage.ledger().step("Congress, Kyoto, 7-12 March 2021", step -> {
            stage.itIs("2020-12-14T09:00");
            JsonNode answer = stage.api().post("congress-manager", "/api/congress/congresses", rules());
            opened[0] = new Opened(Json.text(answer, "congressId"), new AncillaryFile());
            step.happened("set up from its rules: 4 full days of 4 slots, 2 half-days of 2, 5 rooms and 3 channels");
            step.figure("slots", 20, Json.number(answer, "slots"));
            step.figure(
                    "places, hybrid + virtual",
                    "160 = 100 + 60",
                    Json.number(answer, "places") + " = " + Json.number(answer, "hybridPlaces") + " + "
                            + Json.number(answer, "virtualPlaces"));
        });
        Opened congress = Optional.ofNullable(opened[0]).orElseThrow();
        stage.ledger().step("Accepted ancillary meetings", step -> {
            JsonNode first = importFile(congress);
            step.figure("new / changed / unchanged / refused", AncillaryFile.ALL + " / 0 / 0 / 0", result(first));
            JsonNode again = importFile(congress);
            step.figure("the same file again", "0 / 0 / " + AncillaryFile.ALL + " / 0", result(again));
            step.happened("229 imported from CSV, then the same file again");
            stage.promises()
                    .gave(
                            "ancillary meetings imported",
                            AncillaryFile.ALL,
                            () -> stage.api()
                                    .all("congress-manager", congress.path() + "/ancillary-meetings")
                                    .size());
        });
        return congress;
    }

    private JsonNode importFile(Opened congress) {
        return stage.api()
                .upload(
                        "congress-manager",
                        congress.path() + "/ancillary-imports?preview=false",
                        "accepted.csv",
                        congress.file().csv());
    }

    private static String result(JsonNode result) {
        return Json.number(result, "new") + " / " + Json.number(result, "changed") + " / "
                + Json.number(result, "unchanged") + " / "
                + Json.items(result, "refused").size();
    }

    /** The body of {@code POST /api/congress/congresses}: 20 slots in 5 rooms and 3 channels, 50 seats on site. */
    public static Map<String, Object> rules() {
        return Json.object(
                "key",
                "kyoto-2021",
                "name",
                "Crime Congress, Kyoto 2021",
                "city",
                "Kyoto",
                "country",
                "JP",
                "zone",
                "Asia/Tokyo",
                "firstDay",
                "2021-03-07",
                "lastDay",
                "2021-03-12",
                "fullDaySlots",
                List.of(slot("09:00", "10:15"), slot("11:00", "12:15"), slot("14:00", "15:15"), slot("16:00", "17:15")),
                "halfDaySlots",
                Json.object(
                        "first",
                        List.of(slot("14:00", "15:15"), slot("16:00", "17:15")),
                        "last",
                        List.of(slot("09:00", "10:15"), slot("11:00", "12:15"))),
                "hybridRooms",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(room -> Json.object("name", "Room " + room, "capacity", 40 + 20 * room))
                        .toList(),
                "virtualChannels",
                List.of("Channel 1", "Channel 2", "Channel 3"),
                "onsiteSeats",
                ONSITE_SEATS);
    }

    private static Map<String, Object> slot(String start, String end) {
        return Json.object("start", start, "end", end);
    }
}
