package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.Test;

/** Applications, the register and the officers: what their forms send. */
@PortalTest
class MemberFormsIT extends OfficersDesk {

    @Test
    void an_application_is_sent_without_a_token() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page page = applicant.type("/apply", """
                        category=ordinary
                        name= Umoja Justice Network\s
                        country=KE
                        registryNumber=
                        contactName=Asha Were
                        contactEmail=asha@example.org
                        street=1 Hill Road
                        postalCode=00100
                        city=Nairobi
                        heardFrom=a member
                        """);

        assertThat(page.text()).contains("Your reference is A-2020-009", "asha@example.org");
        assertSent("POST", "/api/membership/applications", """
                {"category":"ordinary","kind":"organisation","name":"Umoja Justice Network","country":"KE",
                 "contactName":"Asha Were","contactEmail":"asha@example.org","street":"1 Hill Road","postalCode":"00100",
                 "city":"Nairobi","heardFrom":"a member","language":"en"}""");
        assertThat(GATEWAY.changes().getLast().authorization()).isNull();
    }

    @Test
    void the_register_is_shown_before_it_is_imported() {
        Visitor visitor = officer("/members/import");

        Visitor.Page preview = visitor.upload("/members/import", "register.csv", "memberNumber,category\n1,ordinary\n");
        assertThat(preview.text())
                .contains("What “register.csv” would change", "Import 80 new", "The country XX is not known.");
        assertThat(GATEWAY.changes().getLast().query()).isEqualTo("preview=true");

        Visitor.Page done = visitor.post("/members/import/confirmation");
        assertThat(done.text()).contains("The file was imported.");
        Asked sent = GATEWAY.changes().getLast();
        assertThat(sent.path()).isEqualTo("/api/membership/register-imports");
        assertThat(sent.query()).isEqualTo("preview=false");
        assertThat(sent.body()).contains("name=\"file\"", "1,ordinary");
    }

    @Test
    void officers_are_appointed_and_ended() {
        Visitor visitor = officer("/officers/new");
        visitor.type("/officers/new", """
                        office=auditor
                        name=Noor Aziz
                        email=noor@example.org
                        from=2020-06-01
                        until=
                        """);
        assertSent(
                "POST",
                "/api/membership/officers",
                "{\"office\":\"auditor\",\"name\":\"Noor Aziz\",\"email\":\"noor@example.org\",\"from\":\"2020-06-01\"}");
        visitor.post("/officers/o1/end", "endedOn", "2020-12-31");
        assertSent("POST", "/api/membership/officers/o1/end", "{\"endedOn\":\"2020-12-31\"}");
    }

    @Test
    void what_waits_for_a_second_person_is_confirmed_as_it_was_seen() {
        Visitor visitor = officer();
        Visitor.Page page = visitor.get("/confirmations");
        assertThat(page.text())
                .contains(
                        "Kenji Mori becomes Secretary",
                        "You prepared this yourself. Another officer has to confirm it.");
        assertThat(page.html())
                .contains(
                        "action=\"/confirmations/appointment/o9\"",
                        "href=\"/confirmations/appointment/o9/refusal\"",
                        "action=\"/confirmations/invoice-run/r1/withdrawal\"",
                        "href=\"/fees/runs/r1\"")
                .doesNotContain("action=\"/confirmations/invoice-run/r1\"", "/confirmations/appointment/o9/withdrawal");
        visitor.post("/confirmations/appointment/o9", "seen", "5e1f");
        assertSent("POST", "/api/membership/confirmations/appointment/o9", "{\"seen\":\"5e1f\"}");
    }

    @Test
    void a_file_of_50_MB_is_held_and_sent_in_pieces_and_a_larger_one_is_refused_beside_the_field() {
        String largest = "x".repeat(50 * 1024 * 1024);
        Visitor visitor = officer("/members/import");
        assertThat(visitor.upload("/members/import", "register.csv", largest).text())
                .contains("Import 80 new");
        assertThat(GATEWAY.changes().getLast().body().contains(largest))
                .as("the whole file")
                .isTrue();

        int before = GATEWAY.changes().size();
        Visitor.Page refused = visitor.upload("/members/import", "register.csv", largest + "x");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("At most 50 MB.");
        assertThat(refused.html())
                .containsPattern("id=\"e-file\"[^>]*>The file is larger than is taken here")
                .contains("action=\"/members/import\"");
        assertThat(GATEWAY.changes()).hasSize(before);
    }

    @Test
    void whom_the_gateway_sends_back_with_too_large_a_file_finds_the_form_and_the_reason() {
        Visitor.Page refused = officer().get("/members/import?too-large");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.html())
                .containsPattern("id=\"e-file\"[^>]*>The file is larger than is taken here")
                .contains("type=\"file\"");
    }

    @Test
    void what_somebody_prepared_is_withdrawn_or_refused_with_a_reason_and_stands_on_the_first_page() {
        Visitor visitor = officer("/confirmations");
        assertThat(visitor.post("/confirmations/invoice-run/r1/withdrawal", "seen", "0a0b")
                        .text())
                .contains("It was withdrawn.");
        assertSent("POST", "/api/membership/confirmations/invoice-run/r1/withdrawal", "{\"seen\":\"0a0b\"}");

        String refusal = "/confirmations/appointment/o9/refusal";
        visitor.get(refusal);
        Visitor.Page without = visitor.post(refusal, "seen", "5e1f", "reason", " ");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.html()).contains("id=\"e-reason\"", "value=\"5e1f\"");
        visitor.post(refusal, "seen", "5e1f", "reason", "Mistyped");
        assertSent(
                "POST",
                "/api/membership/confirmations/appointment/o9/refusal",
                "{\"seen\":\"5e1f\",\"reason\":\"Mistyped\"}");
        assertThat(visitor.get("/confirmations/appointment/gone/refusal").status())
                .isEqualTo(404);

        assertThat(visitor.get("/").text())
                .contains(
                        "The invoice run for the fees of 2021 : waits for a second person",
                        "refused by Jonas Petrov on 10 November 2020: The Board elected somebody else.");
    }

    @Test
    void nobody_is_ended_or_helped_who_is_no_officer() {
        Visitor visitor = officer("/officers");
        assertThat(visitor.get("/officers/gone/recovery").status()).isEqualTo(404);
        assertThat(visitor.get("/officers/gone/end").status()).isEqualTo(404);
        assertThat(visitor.post("/officers/gone/recovery", "reason", "lost").status())
                .isEqualTo(404);
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void an_empty_file_is_not_sent_and_one_that_is_gone_is_asked_for_again() {
        Visitor visitor = officer("/members/import");

        Visitor.Page empty = visitor.upload("/members/import", "register.csv", "");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.html()).containsPattern("id=\"e-file\"[^>]*>This file is empty.");
        assertThat(empty.text()).contains("the file has to be chosen again");

        Visitor.Page gone = visitor.post("/members/import/confirmation");
        assertThat(gone.path()).isEqualTo("/members/import");
        assertThat(gone.text()).contains("The file is no longer here.");
        assertThat(GATEWAY.changes()).isEmpty();
    }
}
