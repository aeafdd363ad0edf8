package org.crimealliance.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.crimealliance.stack.FirstOfficers;
import tools.jackson.databind.JsonNode;

/** The Secretary takes over the member register and the offices. */
final class Register {

    static final List<String> BOARD = List.of(
            "chair", "vice-chair", "vice-chair", "vice-chair", "treasurer", "secretary", "board", "board", "board");
    private static final List<String> OTHERS = List.of("auditor", "auditor", "congress-manager");

    private final Stage stage;

    Register(Stage stage) {
        this.stage = stage;
    }

    void play() {
        stage.ledger().step("Member register and offices", step -> {
            stage.itIs("2020-10-01T09:00");
            JsonNode imported = stage.api()
                    .upload(
                            "secretary",
                            "/api/membership/register-imports?preview=false",
                            "register.csv",
                            RegisterFile.csv());
            step.figure("rows new / refused", RegisterFile.ALL + " / 0", imported(imported));
            appointOfficers();
            step.happened("register of 80 imported from CSV, 9 Board seats filled, 2 auditors, a congress manager");
            step.await(
                    "members ordinary / extraordinary / individual / honorary",
                    "56 / 5 / 18 / 1",
                    () -> counts("2020-10-01"));
            step.figure(
                    "officers",
                    BOARD.size() + OTHERS.size(),
                    stage.api()
                            .all("secretary", "/api/membership/officers?asOf=2020-10-02")
                            .size());
            JsonNode again = stage.api()
                    .upload(
                            "secretary",
                            "/api/membership/register-imports?preview=false",
                            "register.csv",
                            RegisterFile.csv());
            step.figure(
                    "the same file again: new / changed",
                    "0 / 0",
                    Json.number(again, "new") + " / " + Json.number(again, "changed"));
            stage.promises()
                    .gave(
                            "members imported",
                            RegisterFile.ALL,
                            () -> stage.api().all("secretary", "/api/membership/members?state=active").stream()
                                    .filter(member -> RegisterFile.members().stream()
                                            .anyMatch(imported2 ->
                                                    imported2.name().equals(Json.text(member, "name"))))
                                    .toList()
                                    .size());
        });
    }

    private static String imported(JsonNode answer) {
        return Json.number(answer, "new") + " / "
                + Json.items(answer, "refused").size();
    }

    private String counts(String asOf) {
        return counts(stage.api(), asOf);
    }

    static String counts(Api api, String asOf) {
        JsonNode counts = api.get("treasurer", "/api/membership/members/counts?asOf=" + asOf);
        return Json.number(counts, "ordinary") + " / " + Json.number(counts, "extraordinary") + " / "
                + Json.number(counts, "individual") + " / " + Json.number(counts, "honorary");
    }

    /** The first Chair is made by the operator; the others are proposed by the Secretary and confirmed by the Chair. */
    private void appoint(String office, String name, String email) {
        if (office.equals("chair")) {
            stage.stack().appointFirst(new FirstOfficers.Officer(office, name, email, LocalDate.parse("2020-10-01")));
            return;
        }
        JsonNode proposed = stage.api()
                .post(
                        "secretary",
                        "/api/membership/officers",
                        Json.object("office", office, "name", name, "email", email, "from", "2020-10-01"));
        stage.api().confirm("chair", "appointment", Json.text(proposed, "officeId"));
    }

    private void appointOfficers() {
        List<String> offices = Stream.concat(BOARD.stream(), OTHERS.stream()).toList();
        List<String> names = Names.persons(offices.size(), 4);
        for (int seat = 0; seat < offices.size(); seat++) {
            String office = offices.get(seat);
            // the first of each office has the address of the local stack's login for it, the others a numbered one
            String mailbox = offices.indexOf(office) == seat ? office : office + "." + seat;
            appoint(office, names.get(seat), mailbox + "@alliance.example.org");
        }
    }
}
