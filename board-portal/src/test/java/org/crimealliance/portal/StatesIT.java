package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a page says and offers follows the state of its thing, and who reads it. */
@PortalTest
class StatesIT {

    @LocalServerPort
    int port;

    @BeforeEach
    void quiet() {
        GATEWAY.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pending   | null     | Confirm your registration | Confirm my registration
            confirmed | "onsite" | You are registered        | You have a seat on site
            waiting   | "online" | You are registered        | on the waiting list
            offered   | "online" | You are registered        | a seat on site is offered to you
            cancelled | null     | was cancelled             | You may register again""")
    void the_link_of_a_registration_tells_how_it_stands(String state, String seat, String head, String words) {
        GATEWAY.answer(
                "GET /api/congress/registration-confirmations/tok",
                200,
                "{\"state\":\"%s\",\"seat\":%s,\"congressName\":\"The Congress\"}".formatted(state, seat));

        assertThat(new Visitor(port).get("/r/register/tok").text()).contains("The Congress", head, words);
    }

    @Test
    void an_offer_that_is_over_has_no_button() {
        assertThat(new Visitor(port).get("/r/seat-offer/tok").text())
                .contains("The offer ends 20 February 2021, 10:00 (Vienna)", "Take the seat");

        GATEWAY.answer(
                "GET /api/congress/seat-offers/tok",
                200,
                "{\"state\":\"confirmed\",\"seat\":\"online\",\"congressName\":\"The Congress\"}");
        assertThat(new Visitor(port).get("/r/seat-offer/tok").text())
                .contains("This offer is over")
                .doesNotContain("Take the seat");
    }

    @Test
    void a_board_member_records_the_own_vote_and_the_secretary_everybodys() {
        String ballots = "/meetings/b1/ballots";
        assertThat(Visitor.signedIn(port, GATEWAY, "secretary").get(ballots).html())
                .contains("vote.o0", "vote.o1", "Record the votes");
        assertThat(Visitor.signedIn(port, GATEWAY, "board").get(ballots).html())
                .contains("vote.o0", "Record the vote<")
                .doesNotContain("vote.o1");
    }

    @Test
    void what_was_replayed_or_skipped_waits_for_nobody() {
        GATEWAY.answer("GET /api/notifications/dead-letters", 200, """
                {"items":[{"id":"d1","type":"t","subject":"s","state":"REPLAYED"},
                          {"id":"d2","type":"t","subject":"s","state":"FAILED"}]}""");
        Visitor secretary = Visitor.signedIn(port, GATEWAY, "secretary");

        assertThat(secretary.get("/").text()).contains("1 event that a service could not take in");
        assertThat(secretary.get("/dead-letters").html())
                .contains("/d2/replay")
                .doesNotContain("/d1/replay", "FAILED", "REPLAYED");
    }

    @Test
    void mails_that_came_back_lately_are_told_and_lead_to_the_member() {
        GATEWAY.answer("GET /api/notifications/mails/counts", 200, """
                {"waiting":0,"sent":9,"failed":0,"bounced":5,"bouncedLately":2,"complained":1,"complainedLately":1}""");
        Visitor secretary = Visitor.signedIn(port, GATEWAY, "secretary");

        Visitor.Page home = secretary.get("/");
        assertThat(home.text())
                .contains(
                        "2 mails that came back within the last 7 days",
                        "1 mail that was called unwanted within the last 7 days");
        assertThat(home.html()).contains("/mails?state=bounced", "/mails?state=complained");
        assertThat(secretary.get("/mails").html())
                .as("an invoice, and no invitation")
                .contains("/members?q=office0@example.org")
                .doesNotContain("/members?q=office2@example.org");
    }

    @Test
    void officers_stand_in_the_order_of_their_offices() {
        GATEWAY.answer("GET /api/membership/officers", 200, """
                {"items":[{"officeId":"x1","office":"board","name":"Eva"},{"officeId":"x2","office":"chair","name":"Amara"},
                          {"officeId":"x3","office":"vice-chair","name":"Jonas"}]}""");

        assertThat(Visitor.signedIn(port, GATEWAY, "secretary").get("/officers").text())
                .containsSubsequence("Amara", "Jonas", "Eva");
    }

    @Test
    void whoever_is_told_no_address_of_an_officer_sees_no_column_for_them() {
        GATEWAY.answer("GET /api/membership/officers", 200, """
                {"items":[{"officeId":"x1","office":"chair","name":"Amara"}]}""");

        assertThat(Visitor.signedIn(port, GATEWAY, "auditor").get("/officers").html())
                .contains("Amara")
                .doesNotContain("mailto:", "E-mail");
    }

    @Test
    void the_board_stands_in_the_order_of_its_offices_at_its_meeting_too() {
        GATEWAY.answer("GET /api/meetings/b1/attendance", 200, """
                {"items":[{"attendeeId":"o5","name":"Kenji Mori","affiliation":"Alliance","role":"secretary","status":"present"},
                          {"attendeeId":"o0","name":"Amara Lindqvist","affiliation":"Alliance","role":"chair","status":"present"}]}""");

        assertThat(Visitor.signedIn(port, GATEWAY, "secretary")
                        .get("/meetings/b1/ballots")
                        .text())
                .containsSubsequence("Amara Lindqvist", "Kenji Mori");
    }

    @Test
    void who_is_a_member_is_not_asked_to_become_one() {
        assertThat(Visitor.signedIn(port, GATEWAY, "member").get("/").text())
                .contains("You are signed in")
                .doesNotContain("Become a member");
    }

    @Test
    void a_selection_whose_meetings_have_places_is_not_made_again() {
        assertThat(Visitor.signedIn(port, GATEWAY, "congress-manager")
                        .get("/congresses/c1/selection")
                        .text())
                .contains("the selection is not made again")
                .doesNotContain("Make the selection");
    }
}
