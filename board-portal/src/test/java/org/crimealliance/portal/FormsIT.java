package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every form and button: nothing typed is lost, and a refusal stands where it belongs. */
@PortalTest
class FormsIT extends OfficersDesk {

    private static final Pattern LINK_TO_FIELD = Pattern.compile("href=\"#(f-[^\"]+)\"");

    @Test
    void what_is_missing_stands_beside_its_field_and_what_was_typed_is_kept() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page page = applicant.post("/apply", "name", "A \"quoted\" name", "contactEmail", "nobody", "city", "");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html())
                .contains("value=\"A &quot;quoted&quot; name\"")
                .contains("id=\"e-city\"", "href=\"#f-city\"", "id=\"e-contactEmail\"", "aria-invalid=\"true\"");
        assertThat(page.text()).contains("This could not be done yet", "This is not an e-mail address");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void an_address_that_most_servers_do_not_take_is_refused_in_words() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page page = applicant.post("/apply", "contactEmail", "paweł@example.org");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html()).contains("id=\"e-contactEmail\"");
        assertThat(page.text()).contains("only the letters A to Z");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void what_is_too_long_is_said_with_all_else_that_is_wrong() {
        Visitor applicant = new Visitor(port);
        assertThat(applicant.get("/apply").html()).contains("maxlength=\"200\"");

        Visitor.Page page =
                applicant.post("/apply", "name", "", "street", "s".repeat(501), "heardFrom", "h".repeat(3000));

        assertThat(page.html()).contains("id=\"e-name\"", "id=\"e-street\"", "id=\"e-heardFrom\"");
        assertThat(page.text()).contains("This may have at most 200 letters; it has 3,000.");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void what_a_service_refuses_stands_beside_its_field() {
        GATEWAY.answer("POST /api/membership/officers", 422, """
                {"code":"invalid-input","detail":"Some values are not acceptable.",
                 "errors":[{"field":"until","message":"is before the first day"},{"field":"x","message":"is odd"}]}""");

        Visitor.Page page = officer("/officers/new").type("/officers/new", """
                        office=chair
                        name=Eva Horvat
                        email=eva@example.org
                        from=2020-06-01
                        until=2019-06-01
                        """);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html()).contains("id=\"e-until\"", "value=\"Eva Horvat\"");
        assertThat(page.text()).contains("This is before the first day.", "X: This is odd.");
    }

    @Test
    void a_service_that_is_down_keeps_what_was_typed() {
        Visitor visitor = officer("/officers/new");
        GATEWAY.down("/api/membership");

        Visitor.Page page = visitor.type("/officers/new", """
                        office=chair
                        name=Eva Horvat
                        email=eva@example.org
                        from=2020-06-01
                        """);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.html()).contains("value=\"Eva Horvat\"");
        assertThat(page.text()).contains("does not answer just now");
    }

    @Test
    void a_form_among_several_keeps_its_own_words() {
        Visitor.Page page = officer("/meetings/k1")
                .post("/meetings/k1/guests", "name", "Clara Weiss", "email", "", "affiliation", "UNODC");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html())
                .contains("id=\"e-guestemail\"", "href=\"#f-guestemail\"")
                .doesNotContain("id=\"e-attendeeemail\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/apply",
        "/fees/runs/r1/issue",
        "/officers/new",
        "/meetings/b1/ballots",
        "/r/reconfirm/tok",
        "/signout",
        "/congress/kyoto-2021/register"
    })
    void without_the_forms_own_token_nothing_happens(String path) {
        Visitor visitor = officer("/officers/new");

        assertThat(visitor.postWithoutToken(path, "answer", "decline").status()).isEqualTo(403);
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void what_somebody_types_never_changes_which_address_is_called() {
        officer("/officers").post("/dead-letters/notifications/..%2F..%2Fx/replay");

        assertThat(GATEWAY.changes()).noneMatch(one -> one.path().contains("/../"));
    }

    @Test
    void a_button_that_is_refused_says_why_on_the_page_it_leads_to() {
        Visitor visitor = officer("/meetings/k1");
        GATEWAY.answer(
                "POST /api/meetings/k1/confirmation",
                409,
                "{\"code\":\"not-tentative\",\"detail\":\"The date is confirmed already.\"}");

        Visitor.Page page = visitor.post("/meetings/k1/confirmation");

        assertThat(page.path()).isEqualTo("/meetings/k1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html()).contains("notice notice-bad");
        assertThat(page.text()).contains("The date is confirmed already.");
    }

    @Test
    void a_button_whose_service_is_down_says_what_is_not_known() {
        Visitor visitor = officer("/officers");
        GATEWAY.answer("POST /api/membership/invoice-runs/r1/issue", 503, "{}");

        Visitor.Page page = visitor.post("/fees/runs/r1/issue");

        assertThat(page.path()).isEqualTo("/fees/runs/r1");
        assertThat(page.text()).contains("We could not find out whether it was done");
    }

    @Test
    void a_recovery_goes_to_the_address_that_is_registered_whatever_is_posted() {
        Visitor visitor = officer("/officers/o1/recovery");

        visitor.type("/officers/o1/recovery", "reason=lost the telephone\nemail=evil@example.org");

        assertSent("POST", "/api/identity/recoveries", """
                {"email":"jonas.petrov@example.org","reason":"lost the telephone"}""");
    }

    @Test
    void a_service_that_has_had_enough_is_heard_in_its_own_words() {
        Visitor visitor = officer("/officers/o1/recovery");
        GATEWAY.answer("POST /api/identity/recoveries", 429, """
                {"code":"recovered-too-often","detail":"This account was recovered 3 times within an hour."}""");

        Visitor.Page page = visitor.type("/officers/o1/recovery", "reason=lost the telephone");

        assertThat(page.text()).contains("This account was recovered 3 times within an hour.");
        assertThat(page.html()).contains("value=\"lost the telephone\"");
    }

    @Test
    void the_news_is_told_once() {
        Visitor visitor = officer("/officers/o1/end");

        assertThat(visitor.post("/officers/o1/end", "endedOn", "2020-12-31").html())
                .contains("notice notice-good");
        assertThat(visitor.get("/officers").html()).doesNotContain("notice notice-good");
    }

    /** @param chosen what a form always sends: lists and choices of which one is set from the start */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apply | /apply |",
                "/officers/new | /officers/new |",
                "/officers/o1/end | /officers/o1/end |",
                "/officers/o1/recovery | /officers/o1/recovery |",
                "/fees | /fees/runs |",
                "/fees/schedules/2021 | /fees/schedules/2021 |",
                "/applications/a1 | /applications/a1/withdrawal |",
                "/meetings/new | /meetings/new | place.kind=online",
                "/meetings/series/new | /meetings/series/new |",
                "/meetings/k1/move | /meetings/k1/move |",
                "/meetings/k1/cancellation | /meetings/k1/cancellation |",
                "/meetings/k1 | /meetings/k1/guests |",
                "/meetings/b1 | /meetings/b1/agenda | kind=report",
                "/meetings/b1 | /meetings/b1/attendance/new | status=present",
                "/meetings/b1 | /meetings/b1/attendance/times |",
                "/meetings/b1/ballots | /meetings/b1/ballots | motion=admit,majority=simple",
                "/congresses/new | /congresses/new |",
                "/congresses/c1/campaign | /congresses/c1/campaign/cp1/extension |",
                "/congresses/c1/meetings/am0/withdrawal | /congresses/c1/meetings/am0/withdrawal |",
                "/congress/kyoto-2021/register | /congress/kyoto-2021/register |",
                "/dead-letters | /dead-letters/notifications/dl1/skip |"
            })
    void an_empty_form_is_not_sent_and_each_error_leads_to_its_field(
            String page, String form, @Nullable String chosen) {
        Visitor.Page again = officer(page).type(form, chosen == null ? "" : chosen.replace(',', '\n'));

        assertThat(again.status()).isEqualTo(422);
        assertThat(GATEWAY.changes()).isEmpty();
        List<String> fields = LINK_TO_FIELD
                .matcher(again.html())
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(again.html())
                        .contains("id=\"" + field + "\"", "id=\"" + field.replaceFirst("^f-", "e-") + "\""));
    }
}
