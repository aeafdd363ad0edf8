package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Links from mails: a question without an account, answered by a button. */
@PortalTest
@ExtendWith(OutputCaptureExtension.class)
class PersonalLinksIT extends OfficersDesk {

    @Test
    void opening_a_personal_link_changes_nothing_and_the_button_does() {
        Visitor visitor = new Visitor(port);

        Visitor.Page question = visitor.get("/r/reconfirm/tok");
        assertThat(question.text()).contains("Yes, we reconfirm", "No, we decline");
        assertThat(question.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(GATEWAY.changes()).isEmpty();
        visitor.post("/r/reconfirm/tok", "answer", "decline");
        assertSent("POST", "/api/congress/reconfirmations/tok", "{\"answer\":\"decline\"}");

        visitor.get("/r/meeting-reply/tok");
        assertThat(visitor.post("/r/meeting-reply/tok", "answer", "tentative").text())
                .contains("Noted: perhaps.");
        visitor.post("/r/meeting-reply/tok", "answer", "no");
        assertSent("POST", "/api/meetings/invitations/replies/tok", "{\"answer\":\"no\"}");

        assertThat(visitor.get("/r/register/tok").text())
                .contains("Wangari Example", "Somebody Else", "the one that is");
        visitor.post("/r/register/tok", "form", "2");
        assertSent("POST", "/api/congress/registration-confirmations/tok", "{\"form\":2}");

        assertThat(visitor.get("/r/application/tok").text()).contains("Harbour Peace Forum", "Confirm the application");
        visitor.post("/r/application/tok", "id", "m77");
        assertSent("POST", "/api/membership/application-confirmations/tok", "{\"membershipId\":\"m77\"}");

        assertThat(visitor.get("/r/proposal/tok").text())
                .contains("Courts and Data", "Umoja Justice Network", "Confirm the proposal");
        assertThat(visitor.post("/r/proposal/tok", "id", "am77").text())
                .contains("The congress team has your proposal");
        assertSent("POST", "/api/congress/proposal-confirmations/tok", "{\"ancillaryMeetingId\":\"am77\"}");

        visitor.get("/r/seat-offer/tok");
        visitor.post("/r/seat-offer/tok");
        assertSent("POST", "/api/congress/seat-offers/tok", "");
    }

    @Test
    void a_link_that_is_not_known_and_an_answer_that_comes_too_late() {
        Visitor visitor = new Visitor(port);
        assertThat(visitor.get("/r/reconfirm/other").status()).isEqualTo(404);

        GATEWAY.answer(
                "POST /api/congress/reconfirmations/tok",
                409,
                "{\"code\":\"deadline-passed\",\"detail\":\"The deadline has passed.\"}");
        visitor.get("/r/reconfirm/tok");
        Visitor.Page late = visitor.post("/r/reconfirm/tok", "answer", "reconfirm");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("The deadline has passed.");
    }

    @Test
    void the_token_of_a_link_is_in_no_log(CapturedOutput output) {
        GATEWAY.down("/api/congress");
        GATEWAY.answer("GET /api/meetings/invitations/replies/secret-token", 200, "not JSON");
        Visitor visitor = new Visitor(port);
        assertThat(visitor.get("/r/reconfirm/secret-token").status()).isEqualTo(503);
        assertThat(visitor.get("/r/meeting-reply/secret-token").status()).isEqualTo(503);
        assertThat(output.getAll())
                .contains("/r/reconfirm/{token} needs /api/congress", "/r/meeting-reply/{token} needs /api/meetings")
                .doesNotContain("secret-token");
    }

    @Test
    void a_participant_cancels_by_the_own_link() {
        GATEWAY.answer(
                "GET /api/congress/registration-confirmations/tok",
                200,
                "{\"state\":\"confirmed\",\"seat\":\"onsite\",\"congressName\":\"The Congress\"}");
        Visitor participant = new Visitor(port);
        assertThat(participant.get("/r/register/tok").text()).contains("Cancel my registration");

        participant.post("/r/register/tok/cancellation");

        assertThat(GATEWAY.changes().getLast().path())
                .isEqualTo("/api/congress/registration-confirmations/tok/cancellation");
        GATEWAY.answer(
                "GET /api/congress/registration-confirmations/tok",
                200,
                "{\"state\":\"cancelled\",\"congressName\":\"The Congress\"}");
        assertThat(participant.get("/r/register/tok").text())
                .contains("Your registration was cancelled")
                .doesNotContain("Cancel my registration");
    }
}
