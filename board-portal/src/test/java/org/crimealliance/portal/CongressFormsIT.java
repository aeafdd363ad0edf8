package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.Test;

/** The congress from its rules to its participants: what its forms send. */
@PortalTest
class CongressFormsIT extends OfficersDesk {

    @Test
    void a_congress_from_its_rules() {
        officer("/congresses/new")
                .post(
                        "/congresses/new",
                        "key",
                        "kyoto-2021",
                        "name",
                        "14th UN Crime Congress",
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
                        "09:00-10:15\r\n10:45-12:00\r\n14:00-15:15\r\n15:45-17:00",
                        "halfDaySlots.first",
                        "14:00-15:15",
                        "halfDaySlots.last",
                        "09:00 – 10:15",
                        "hybridRooms",
                        "Room A, 100",
                        "virtualChannels",
                        "Channel 1\r\n",
                        "onsiteSeats",
                        "50");

        assertSent("POST", "/api/congress/congresses", """
                {"key":"kyoto-2021","name":"14th UN Crime Congress","city":"Kyoto","country":"JP","zone":"Asia/Tokyo",
                 "firstDay":"2021-03-07","lastDay":"2021-03-12",
                 "fullDaySlots":[{"start":"09:00:00","end":"10:15:00"},{"start":"10:45:00","end":"12:00:00"},
                                 {"start":"14:00:00","end":"15:15:00"},{"start":"15:45:00","end":"17:00:00"}],
                 "halfDaySlots":{"first":[{"start":"14:00:00","end":"15:15:00"}],"last":[{"start":"09:00:00","end":"10:15:00"}]},
                 "hybridRooms":[{"name":"Room A","capacity":100}],"virtualChannels":["Channel 1"],"onsiteSeats":50}""");
    }

    @Test
    void whoever_cancels_a_registration_stays_in_the_filter_and_reads_whose_it_was() {
        Visitor visitor = officer("/congresses/c1/registrations?state=confirmed");
        assertThat(visitor.get("/congresses/c1/registrations?state=confirmed").html())
                .contains("name=\"who\" value=\"Amara Lindqvist\"", "name=\"state\" value=\"confirmed\"");
        Visitor.Page done = visitor.post(
                "/congresses/c1/registrations/g0/cancellation", "who", "Amara Lindqvist", "state", "confirmed");
        assertThat(done.text()).contains("The registration of Amara Lindqvist was cancelled.");
        assertThat(GATEWAY.asked().getLast().query()).contains("state=confirmed");
    }

    @Test
    void a_campaign_is_planned_started_and_extended() {
        Visitor visitor = officer("/congresses/c1/campaign");
        visitor.post("/congresses/c1/campaign", "deadline", "2021-02-01T00:00");
        assertSent("POST", "/api/congress/congresses/c1/campaigns", "{\"deadline\":\"2021-01-31T23:00:00Z\"}");
        visitor.post("/congresses/c1/campaign/cp1/start");
        assertSent("POST", "/api/congress/campaigns/cp1/start", "");
        visitor.post("/congresses/c1/campaign/cp1/extension", "deadline", "2021-02-08T00:00");
        assertSent("POST", "/api/congress/campaigns/cp1/extension", "{\"deadline\":\"2021-02-07T23:00:00Z\"}");
    }

    @Test
    void selection_schedule_withdrawal_and_publication() {
        Visitor visitor = officer("/congresses/c1/programme");
        visitor.post("/congresses/c1/selection");
        assertSent("POST", "/api/congress/congresses/c1/selection", "");
        visitor.post("/congresses/c1/schedule");
        assertSent("POST", "/api/congress/congresses/c1/schedule", "");
        visitor.post("/congresses/c1/meetings/am0/withdrawal", "reason", "No funds");
        assertSent(
                "POST", "/api/congress/congresses/c1/ancillary-meetings/am0/withdrawal", "{\"reason\":\"No funds\"}");
        visitor.post("/congresses/c1/programme/publication");
        assertSent("POST", "/api/congress/congresses/c1/programme/publication", "");
    }

    @Test
    void a_move_shows_its_effect_before_it_is_made() {
        Visitor visitor = officer("/congresses/c1/schedule");

        Visitor.Page effect =
                visitor.get("/congresses/c1/schedule/moves?pick=am4&start=2021-03-07T05:00:00Z&room=Room%20D");
        assertThat(effect.text()).contains("AM-005 Witness protection", "14:00, Room E → 7 March 2021, 14:00, Room D");
        assertSent(
                "POST",
                "/api/congress/congresses/c1/schedule/moves",
                "{\"ancillaryMeetingId\":\"am4\",\"start\":\"2021-03-07T05:00:00Z\",\"room\":\"Room D\",\"preview\":true}");

        visitor.post("/congresses/c1/schedule/moves", "pick", "am4", "start", "2021-03-07T05:00:00Z", "room", "Room D");
        assertSent(
                "POST",
                "/api/congress/congresses/c1/schedule/moves",
                "{\"ancillaryMeetingId\":\"am4\",\"start\":\"2021-03-07T05:00:00Z\",\"room\":\"Room D\",\"preview\":false}");
    }

    @Test
    void a_participant_registers_with_consent_only() {
        Visitor visitor = new Visitor(port);
        visitor.get("/congress/kyoto-2021/register");

        Visitor.Page without = visitor.type("/congress/kyoto-2021/register", """
                        name=Ravi Menon
                        email=ravi@example.org
                        affiliation=
                        country=IN
                        seat=onsite
                        """);
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.text()).contains("We need your consent");

        visitor.type("/congress/kyoto-2021/register", """
                        name=Ravi Menon
                        email=ravi@example.org
                        affiliation=
                        country=IN
                        seat=onsite
                        consent=true
                        """);
        assertSent(
                "POST",
                "/api/congress/congresses/c1/registrations",
                "{\"name\":\"Ravi Menon\",\"email\":\"ravi@example.org\",\"country\":\"IN\",\"seat\":\"onsite\",\"consent\":true}");
    }
}
