package org.crimealliance.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crimealliance.demo.AncillaryFile.Meeting;
import tools.jackson.databind.JsonNode;

/** Who gets a place, when and where; published, changed, published again, and only those concerned are told. */
final class Programme {

    private static final ZoneId KYOTO = ZoneId.of("Asia/Tokyo");
    private static final int WITHDRAW_HYBRID = 3;
    private static final int WITHDRAW_VIRTUAL = 2;

    private record Entry(String meetingId, String code, String mode, String start, String room) {}

    private final Stage stage;
    private final Congress.Opened congress;
    private final Map<String, Meeting> meetings;

    Programme(Stage stage, Congress.Opened congress) {
        this.stage = stage;
        this.congress = congress;
        this.meetings = congress.file().byCode();
    }

    void play() {
        stage.ledger().step("Selection and schedule", this::schedule);
        stage.ledger().step("Programme version 1", this::publish);
        stage.ledger().step("Five decline later, one room changes", this::change);
    }

    private void schedule(Ledger.Step step) {
        stage.itIs("2021-01-26T09:00");
        JsonNode selection = stage.api().post("congress-manager", congress.path() + "/selection", Json.object());
        step.figure(
                "selected / waiting",
                "160 / 11",
                Json.number(selection, "selected") + " / " + Json.number(selection, "waiting"));
        stage.api()
                .send("congress-manager", "POST", congress.path() + "/schedule", Json.object())
                .ok();
        boolean ready = Patience.until(
                Duration.ofMinutes(3),
                () -> Json.text(read("/schedule"), "state").equals("ready"));
        step.happened("selected by the rules, schedule " + (ready ? "found" : "NOT found")
                + ", checked by the service's independent checker and by the demo's own");
        step.figure("placed", 160, entries().size());
        step.figure("hard conflicts, by the checker", 0, Json.number(read("/schedule/check"), "hardConflicts"));
        step.figure(
                "hard conflicts, counted by the demo", 0, conflicts(entries()).size());
    }

    private void publish(Ledger.Step step) {
        stage.itIs("2021-02-01T09:00");
        int mark = stage.mails().settled();
        JsonNode published =
                stage.api().post("congress-manager", congress.path() + "/programme/publication", Json.object());
        step.figure("version", 1, Json.number(published, "version"));
        step.await("organisers told of their place", 160, () -> told(mark).size());
        JsonNode programme = stage.api().get(Api.PUBLIC, congress.path() + "/programme");
        step.figure("meetings in the public programme", 160, occurrences(programme.toString(), "AM-"));
        save();
        step.happened("published; exported as JSON, XML, CSV, iCalendar and PDF");
    }

    private void save() {
        for (String form : List.of("ics", "csv", "json", "xml", "pdf")) {
            stage.output()
                    .write(
                            "programme/programme." + form,
                            stage.api()
                                    .fetch(Api.PUBLIC, congress.path() + "/programme." + form)
                                    .ok()
                                    .body());
        }
    }

    private void change(Ledger.Step step) {
        stage.itIs("2021-02-08T09:00");
        List<Entry> before = entries();
        List<Entry> declining = new ArrayList<>();
        declining.addAll(ofMode(before, "hybrid").subList(0, WITHDRAW_HYBRID));
        declining.addAll(ofMode(before, "virtual").subList(0, WITHDRAW_VIRTUAL));
        for (Entry entry : declining) {
            stage.api()
                    .send(
                            "congress-manager",
                            "POST",
                            congress.path() + "/ancillary-meetings/" + entry.meetingId() + "/withdrawal",
                            Json.object("reason", "The organiser cannot come"))
                    .ok();
        }
        step.await(
                "promoted from the waiting list",
                5,
                () -> added(before, entries()).size());
        step.await("placed again", 160, () -> entries().size());
        Entry moving = ofMode(entries(), "hybrid").stream()
                .filter(entry -> before.contains(entry))
                .findFirst()
                .orElseThrow();
        moveToOtherRoom(moving);
        step.figure("hard conflicts after the changes", 0, Json.number(read("/schedule/check"), "hardConflicts"));
        int mark = stage.mails().settled();
        JsonNode published =
                stage.api().post("congress-manager", congress.path() + "/programme/publication", Json.object());
        step.figure("version", 2, Json.number(published, "version"));
        Set<String> concerned = concerned(before, entries());
        step.await("told, only those concerned", concerned.size() + " of " + concerned.size(), () -> {
            Set<String> told = told(mark);
            long rightly = told.stream().filter(concerned::contains).count();
            return rightly + " of " + told.size();
        });
        step.figure(
                "the same after all mail has left",
                concerned.size() + " of " + concerned.size(),
                settled(mark, concerned));
        save();
        step.happened("5 withdrawn and replaced; one room changed; version 2 told to " + concerned.size());
    }

    private String settled(int mark, Set<String> concerned) {
        stage.mails().settled();
        Set<String> told = told(mark);
        return told.stream().filter(concerned::contains).count() + " of " + told.size();
    }

    /** All places are taken: two meetings of the same slot exchange their rooms. */
    private void moveToOtherRoom(Entry moving) {
        Entry other = entries().stream()
                .filter(entry -> entry.start().equals(moving.start()))
                .filter(entry -> entry.mode().equals(moving.mode()))
                .filter(entry -> !entry.room().equals(moving.room()))
                .findFirst()
                .orElseThrow();
        stage.api()
                .post(
                        "congress-manager",
                        congress.path() + "/schedule/moves",
                        Json.object(
                                "ancillaryMeetingId",
                                moving.meetingId(),
                                "start",
                                moving.start(),
                                "room",
                                other.room()));
    }

    private Set<String> told(int mark) {
        return stage.mails().since(mark).stream()
                .map(Mailbox.Mail::to)
                .filter(address -> address.startsWith("ancillary."))
                .collect(Collectors.toSet());
    }

    /** Addresses of the organisers whose meeting came in, went out, or has another time or room. */
    private Set<String> concerned(List<Entry> before, List<Entry> after) {
        Set<Entry> difference = new HashSet<>(before);
        difference.addAll(after);
        difference.removeIf(entry -> before.contains(entry) && after.contains(entry));
        return difference.stream()
                .map(entry -> meetings.get(entry.code()))
                .filter(Objects::nonNull)
                .map(Meeting::email)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> added(List<Entry> before, List<Entry> after) {
        Set<String> added = after.stream().map(Entry::code).collect(Collectors.toSet());
        added.removeAll(before.stream().map(Entry::code).toList());
        return added;
    }

    private static List<Entry> ofMode(List<Entry> entries, String mode) {
        return entries.stream().filter(entry -> entry.mode().equals(mode)).toList();
    }

    private List<Entry> entries() {
        return Json.items(read("/schedule"), "entries").stream()
                .map(entry -> new Entry(
                        Json.text(entry, "ancillaryMeetingId"),
                        Json.text(entry, "code"),
                        Json.text(entry, "mode"),
                        Json.text(entry, "start"),
                        Json.text(entry, "room")))
                .toList();
    }

    private JsonNode read(String what) {
        return stage.api().get("congress-manager", congress.path() + what);
    }

    /** The hard rules once more, from the imported file: one meeting a place, one place a person, nobody when unavailable. */
    private List<String> conflicts(List<Entry> entries) {
        List<String> conflicts = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        Map<String, String> persons = new HashMap<>();
        for (Entry entry : entries) {
            Meeting meeting = meetings.get(entry.code());
            if (meeting == null) {
                conflicts.add(entry.code() + " was never accepted");
                continue;
            }
            if (places.put(entry.start() + entry.room(), entry.code()) != null) {
                conflicts.add("two meetings in " + entry.room() + " at " + entry.start());
            }
            for (String person : meeting.personIds()) {
                if (persons.put(entry.start() + person, entry.code()) != null) {
                    conflicts.add(person + " twice at " + entry.start());
                }
            }
            String day =
                    Instant.parse(entry.start()).atZone(KYOTO).toLocalDate().toString();
            if (meeting.unavailable().contains(day)) {
                conflicts.add(entry.code() + " on " + day + " though somebody is unavailable");
            }
            if (!meeting.mode().equals(entry.room().startsWith("Room") ? "hybrid" : "virtual")) {
                conflicts.add(entry.code() + " in " + entry.room() + " though it is " + meeting.mode());
            }
        }
        return conflicts;
    }

    private int occurrences(String text, String prefix) {
        return (int) meetings.keySet().stream()
                .filter(code -> code.startsWith(prefix) && text.contains("\"" + code + "\""))
                .count();
    }
}
