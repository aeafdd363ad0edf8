package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.Test;

/** Fee schedules and the invoice run: what their forms send. */
@PortalTest
class FeeFormsIT extends OfficersDesk {

    @Test
    void who_approves_a_run_sees_who_gets_an_invoice_over_how_much() {
        Visitor treasurer = Visitor.signedIn(port, GATEWAY, "treasurer");
        Visitor.Page page = treasurer.get("/fees/runs/r1");
        assertThat(page.text())
                .containsSubsequence("Extraordinary", "750.00", "Individual", "1,080.00")
                .containsSubsequence("Who gets an invoice: 79", "Aotearoa Safer Streets", "100.82");
        assertThat(page.html())
                .contains("/fees/runs/r1?after=2")
                .doesNotContain("<details id=\"items\" class=\"section\" open");
        assertThat(treasurer.get("/fees/runs/r1?after=2").html())
                .contains("<details id=\"items\" class=\"section\" open");
        assertThat(GATEWAY.asked())
                .anyMatch(one -> one.path().endsWith("/r1/items") && one.query().contains("after=2"));
        GATEWAY.answer("GET /api/membership/invoice-runs/r1/items", 503, "{}");
        assertThat(treasurer.get("/fees/runs/r1").text()).contains("13,030.00").doesNotContain("Aotearoa");
    }

    @Test
    void a_fee_schedule() {
        officer("/fees/schedules/2021").type("/fees/schedules/2021", """
                        ordinary=200
                        extraordinary=150,00
                        individual=60.00
                        honorary=0
                        dueInDays=30
                        """);

        assertSent("PUT", "/api/membership/fee-schedules/2021", """
                {"ordinary":{"amount":"200.00","currency":"EUR"},"extraordinary":{"amount":"150.00","currency":"EUR"},
                 "individual":{"amount":"60.00","currency":"EUR"},"honorary":{"amount":"0.00","currency":"EUR"},"dueInDays":30}""");
    }

    @Test
    void money_with_three_decimals_is_not_sent() {
        Visitor.Page page = officer("/fees/schedules/2021").type("/fees/schedules/2021", """
                        ordinary=200.005
                        extraordinary=1
                        individual=1
                        honorary=0
                        dueInDays=30
                        """);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html()).contains("id=\"e-ordinary\"", "value=\"200.005\"");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void bounds_are_told_in_words_all_at_once() {
        Visitor.Page page = officer("/fees/schedules/2021").type("/fees/schedules/2021", """
                        ordinary=-5
                        extraordinary=1000000.01
                        individual=1
                        honorary=0
                        dueInDays=3650
                        """);

        assertThat(page.html()).contains("id=\"e-ordinary\"", "id=\"e-extraordinary\"", "id=\"e-dueInDays\"");
        assertThat(page.text()).contains("between 0.00 and 1,000,000.00", "between 0 and 365");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void an_invoice_run_from_preview_to_issue() {
        Visitor visitor = officer("/fees");

        assertThat(visitor.post("/fees/runs", "feeYear", "2021").text())
                .contains("Another officer approves this run", "EUR 13,030.00");
        assertSent("POST", "/api/membership/invoice-runs", "{\"feeYear\":2021}");
        visitor.post("/fees/runs/r1/issue");
        assertSent("POST", "/api/membership/invoice-runs/r1/issue", "");
        visitor.post("/fees/runs/r1/stop");
        assertSent("POST", "/api/membership/invoice-runs/r1/stop", "");
    }

    @Test
    void a_working_run_asks_again_by_itself_until_it_is_finished() {
        Visitor visitor = officer("/fees");

        assertThat(visitor.get("/fees/runs/r3/progress").html())
                .contains("hx-trigger=\"every 1s\"", "40 of 79 invoices issued", "The postal address is empty.");
        assertThat(visitor.get("/fees/runs/r2/progress").html()).doesNotContain("hx-trigger");
    }
}
