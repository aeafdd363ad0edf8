package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The minutes: saved, circulated and approved, and no line lost on the way. */
@PortalTest
class MinutesFormsIT extends OfficersDesk {

    @Test
    void minutes_are_saved_with_the_revision_they_were_read_at() {
        officer("/meetings/k11/minutes")
                .post(
                        "/meetings/k11/minutes",
                        "revision",
                        "3",
                        "itemId.0",
                        "p1",
                        "speaker.0",
                        "Chair",
                        "text.0",
                        "A report.\r\nTwo lines.",
                        "itemId.1",
                        "p2",
                        "speaker.1",
                        "",
                        "text.1",
                        " ",
                        "turn.name.0",
                        "Leila Haddad",
                        "turn.affiliation.0",
                        "Alliance",
                        "turn.text.0",
                        "A book.",
                        "nextMeetingId",
                        "k1");

        assertSent("PUT", "/api/meetings/k11/minutes", """
            {"revision":3,"sections":[{"itemId":"p1","speaker":"Chair","text":"A report.\\nTwo lines."}],
             "tourDeTable":[{"name":"Leila Haddad","affiliation":"Alliance","text":"A book."}],"nextMeetingId":"k1"}\
            """);
    }

    @Test
    void a_stale_save_shows_both_texts_and_loses_none() {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer(
                "PUT /api/meetings/k11/minutes",
                409,
                "{\"code\":\"stale-minutes\",\"detail\":\"Somebody else has saved.\"}");

        Visitor.Page page = visitor.type("/meetings/k11/minutes", """
            revision=2
            itemId.0=p1
            speaker.0=Chair
            text.0=The Chair reports on the delays.
            """);

        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text()).contains("Two people have written", "All members have received the invoice for 2021.");
        assertThat(page.html())
                .contains(
                        "name=\"revision\" value=\"3\"",
                        "The Chair reports on the delays.</textarea>",
                        "<ins>delays.</ins>");
    }

    /** The answer of a save that was lost comes again, when somebody else has saved: their line is not on this page. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void an_autosave_goes_on_from_what_its_sender_has_seen(long standsBy) {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer("PUT /api/meetings/k11/minutes", 200, "{\"revision\":" + standsBy + "}");
        GATEWAY.answer("GET /api/meetings/k11/minutes", 200, "{\"revision\":5}");

        Visitor.Page piece =
                visitor.post("/meetings/k11/minutes/autosave", "revision", "3", "itemId.0", "p1", "text.0", "x");

        assertThat(piece.html()).contains("name=\"revision\" value=\"4\"", "state-good");
    }

    @Test
    void a_stale_autosave_says_so_in_place() {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer("PUT /api/meetings/k11/minutes", 409, "{\"code\":\"stale-minutes\"}");

        Visitor.Page piece =
                visitor.post("/meetings/k11/minutes/autosave", "revision", "2", "itemId.0", "p1", "text.0", "x");

        assertThat(piece.status()).isEqualTo(200);
        assertThat(piece.html())
                .contains("Somebody else has saved meanwhile", "name=\"revision\" value=\"2\"")
                .doesNotContain("<html");
    }

    @Test
    void minutes_are_circulated_and_approved() {
        Visitor visitor = officer("/meetings/b1/minutes");
        visitor.post("/meetings/b1/minutes/circulation");
        assertSent("POST", "/api/meetings/b1/minutes/circulation", "");
        visitor.post("/meetings/b1/minutes/approval", "atMeetingId", "k1");
        assertSent("POST", "/api/meetings/b1/minutes/approval", "{\"atMeetingId\":\"k1\"}");
    }

    @Test
    void minutes_that_cannot_be_saved_just_now_stay_on_the_sheet() {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer("PUT /api/meetings/k11/minutes", 503, "{}");

        Visitor.Page page = visitor.post(
                "/meetings/k11/minutes", "revision", "3", "itemId.0", "p1", "text.0", "The Chair reports.");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.html())
                .contains("The Chair reports.</textarea>", "name=\"revision\" value=\"3\"")
                .contains("id=\"wrongs\"");
    }

    @Test
    void a_turn_that_is_only_begun_keeps_nothing_else_from_being_saved_and_is_marked_when_all_is_saved() {
        Visitor visitor = officer("/meetings/k11/minutes");
        String[] typed = {
            "revision",
            "3",
            "itemId.0",
            "p1",
            "text.0",
            "A report.",
            "turn.name.0",
            "Leila Haddad",
            "turn.affiliation.0",
            " "
        };

        visitor.post("/meetings/k11/minutes/autosave", typed);
        assertSent(
                "PUT",
                "/api/meetings/k11/minutes",
                "{\"revision\":3,\"sections\":[{\"itemId\":\"p1\",\"text\":\"A report.\"}],\"tourDeTable\":[]}");

        Visitor.Page page = visitor.post("/meetings/k11/minutes", typed);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html())
                .contains(
                        "href=\"#f-turn.affiliation.0\"",
                        "id=\"f-turn.affiliation.0\"",
                        "id=\"e-turn.affiliation.0\"",
                        "value=\"Leila Haddad\"");
        assertThat(GATEWAY.changes()).hasSize(1);
    }
}
