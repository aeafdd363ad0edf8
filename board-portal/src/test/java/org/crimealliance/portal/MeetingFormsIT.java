package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.Test;

/** Meetings, their agenda, attendance and ballots: what their forms send. */
@PortalTest
class MeetingFormsIT extends OfficersDesk {

    @Test
    void a_meeting_in_its_own_zone() {
        officer("/meetings/new").type("/meetings/new", """
                        seriesId=s-informal
                        title=
                        start=2020-12-07
                        from=15:30
                        until=17:00
                        zone=Europe/Vienna
                        place.kind=online
                        place.text=WebEx
                        place.link=
                        tentative=true
                        """);

        assertSent("POST", "/api/meetings", """
                {"seriesId":"s-informal","start":"2020-12-07T14:30:00Z","end":"2020-12-07T16:00:00Z","zone":"Europe/Vienna",
                 "place":{"kind":"online","text":"WebEx"},"tentative":true}""");
    }

    @Test
    void a_time_that_the_clocks_leap_over_is_refused_beside_it() {
        Visitor.Page page = officer("/meetings/k1/move")
                .post("/meetings/k1/move", "start", "2021-03-28", "from", "02:30", "until", "04:00");

        assertThat(page.text()).contains("This time does not exist: the clocks go forward then.");
        assertThat(page.html()).contains("id=\"e-from\"");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void a_time_that_comes_twice_asks_which() {
        Visitor visitor = officer("/meetings/k1/move");
        Visitor.Page page = visitor.post("/meetings/k1/move", "start", "2021-10-31", "from", "02:30", "until", "04:00");

        assertThat(page.text())
                .contains(
                        "This time comes twice, as the clocks go back.",
                        "The first, before the clocks go back (UTC+02:00)",
                        "The second, after that (UTC+01:00)");
        assertThat(GATEWAY.changes()).isEmpty();

        visitor.post(
                "/meetings/k1/move", "start", "2021-10-31", "from", "02:30", "from.offset", "+01:00", "until", "04:00");
        assertSent(
                "POST",
                "/api/meetings/k1/move",
                "{\"start\":\"2021-10-31T01:30:00Z\",\"end\":\"2021-10-31T03:00:00Z\"}");
    }

    @Test
    void a_series_with_a_quorum() {
        officer("/meetings/series/new").type("/meetings/series/new", """
                        key=board
                        name=Board
                        kind=board
                        audience=board
                        quorum=true
                        quorum.numerator=1
                        quorum.denominator=2
                        """);

        assertSent("POST", "/api/meetings/series", """
                {"key":"board","name":"Board","kind":"board","audience":"board",
                 "quorum":{"of":"filled-seats","numerator":1,"denominator":2}}""");
    }

    @Test
    void a_meeting_is_moved_cancelled_confirmed_opened_and_closed() {
        Visitor visitor = officer("/meetings/k1/move");
        visitor.post("/meetings/k1/move", "start", "2021-01-21", "from", "15:30", "until", "17:00");
        assertSent(
                "POST",
                "/api/meetings/k1/move",
                "{\"start\":\"2021-01-21T14:30:00Z\",\"end\":\"2021-01-21T16:00:00Z\"}");
        visitor.post("/meetings/k1/cancellation", "reason", "No room");
        assertSent("POST", "/api/meetings/k1/cancellation", "{\"reason\":\"No room\"}");
        for (String step : new String[] {"confirmation", "opening", "closing", "invitations"}) {
            visitor.post("/meetings/k1/" + step);
            assertSent("POST", "/api/meetings/k1/" + step, "");
        }
    }

    @Test
    void guests_items_and_their_order() {
        Visitor visitor = officer("/meetings/b1");
        visitor.post(
                "/meetings/b1/guests", "name", "Clara Weiss", "email", "clara@example.org", "affiliation", "UNODC");
        assertSent(
                "POST",
                "/api/meetings/b1/guests",
                "{\"name\":\"Clara Weiss\",\"email\":\"clara@example.org\",\"affiliation\":\"UNODC\"}");
        visitor.type("/meetings/b1/agenda", """
                        kind=report
                        title=Report of the Chair
                        speakerRole=chair
                        minutes=10
                        """);
        assertSent(
                "POST",
                "/api/meetings/b1/agenda",
                "{\"kind\":\"report\",\"title\":\"Report of the Chair\",\"speakerRole\":\"chair\",\"minutes\":10}");
        visitor.post("/meetings/b1/agenda/it2/up");
        assertSent("POST", "/api/meetings/b1/agenda/order", "{\"itemIds\":[\"it0\",\"it2\",\"it1\",\"it3\"]}");
    }

    @Test
    void attendance_sends_only_what_changed() {
        officer("/meetings/b1")
                .post("/meetings/b1/attendance", "status.o0", "present", "status.o6", "present", "status.o8", "");

        assertThat(GATEWAY.changes()).hasSize(1);
        assertSent(
                "PUT",
                "/api/meetings/b1/attendance/o6",
                "{\"name\":\"Sipho Dlamini\",\"affiliation\":\"Alliance\",\"role\":\"board\",\"status\":\"present\"}");
    }

    @Test
    void a_proxy_and_the_treasurers_report() {
        Visitor visitor = officer("/meetings/b1");
        visitor.post("/meetings/b1/proxies", "from", "o7", "to", "o0");
        assertSent("POST", "/api/meetings/b1/proxies", "{\"from\":\"o7\",\"to\":\"o0\"}");
        visitor.post("/meetings/b1/treasurer-report", "asOf", "2020-12-07");
        assertSent("POST", "/api/membership/treasurer-reports", "{\"asOf\":\"2020-12-07\",\"meetingId\":\"b1\"}");
    }

    @Test
    void a_ballot_from_opening_to_closing() {
        Visitor visitor = officer("/meetings/b1/ballots");
        visitor.type("/meetings/b1/ballots", """
                        itemId=it1
                        question=Admit?
                        motion=admit
                        majority=simple
                        """);
        assertSent(
                "POST",
                "/api/meetings/b1/ballots",
                "{\"itemId\":\"it1\",\"question\":\"Admit?\",\"motion\":\"admit\",\"majority\":\"simple\",\"secret\":false}");
        visitor.post("/meetings/b1/ballots/bl1/votes", "vote.o3", "abstain");
        assertSent("POST", "/api/meetings/b1/ballots/bl1/votes", "{\"voterId\":\"o3\",\"choice\":\"abstain\"}");
        visitor.post("/meetings/b1/ballots/bl1/closing");
        assertSent("POST", "/api/meetings/b1/ballots/bl1/closing", "");
    }

    @Test
    void the_ballot_shows_the_quorum_and_the_count() {
        assertThat(officer("/meetings").get("/meetings/b1/ballots").text())
                .contains("Quorate: 6 present, 5 needed", "passed");
    }

    @Test
    void who_came_late_is_noted_at_the_meetings_own_time() {
        Visitor visitor = officer("/meetings/b1");
        visitor.post("/meetings/b1/attendance/times", "attendeeId", "o0", "arrived", "16:00", "left", "");

        Asked sent = GATEWAY.changes().getLast();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("PUT /api/meetings/b1/attendance/o0");
        assertThat(sent.body()).contains("\"arrivedAt\":\"2020-12-10T15:00:00Z\"", "\"status\":\"present\"");
        assertThat(visitor.post("/meetings/b1/attendance/times", "attendeeId", "nobody")
                        .status())
                .isEqualTo(422);
    }
}
