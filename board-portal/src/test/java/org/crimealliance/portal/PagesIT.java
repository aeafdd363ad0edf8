package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page: it renders, for whom, and what it does when something is wrong. */
@PortalTest
class PagesIT extends OfficersDesk {

    private static final String EVERYTHING = "chair,secretary,treasurer,congress-manager";
    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @MethodSource("org.crimealliance.portal.EveryPage#paths")
    void renders_whole_with_title_language_and_without_inline_script_or_style(String path) {
        Visitor.Page page = officer().get(path);

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.html())
                .contains("lang=\"en\"")
                .containsPattern("<title>[^<]+ · Alliance</title>")
                .containsOnlyOnce("<main id=\"main\"")
                .containsOnlyOnce("<h1")
                .contains("href=\"#main\"")
                .endsWith("</html>\n")
                .doesNotContain("??"); // a text that is missing
        assertThat(INLINE.matcher(page.html()).find())
                .as("inline script or style")
                .isFalse();
    }

    @Test
    void every_answer_carries_the_security_headers() {
        Visitor.Page page = new Visitor(port).get("/apply");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe-inline");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Set-Cookie"))
                .startsWith("__Host-alliance-form=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/members", "/fees", "/meetings/b1", "/congresses/c1/schedule", "/officers", "/dead-letters"})
    void a_stranger_is_asked_to_sign_in(String path) {
        Visitor.Page first = new Visitor(port).getWith(path, "Accept", "text/html");

        assertThat(first.status()).isEqualTo(302);
        assertThat(first.header("Location")).endsWith("/signin/alliance");
    }

    @Test
    void a_live_piece_asked_for_without_a_session_loads_the_whole_page_again() {
        Visitor.Page piece = new Visitor(port).getWith("/fees/runs/r3/progress", "HX-Request", "true");

        assertThat(piece.status()).isEqualTo(401);
        assertThat(piece.header("HX-Refresh")).isEqualTo("true");
    }

    @Test
    void navigation_and_buttons_follow_the_office() {
        Visitor auditor = Visitor.signedIn(port, GATEWAY, "auditor");
        assertThat(auditor.get("/members").html())
                .contains("href=\"/fees\"")
                .doesNotContain("href=\"/mails\"", "href=\"/members/import\"");
        assertThat(auditor.get("/fees").text()).doesNotContain("Prepare the run");
        assertThat(auditor.get("/members/import").status()).isEqualTo(403);
        assertThat(auditor.get("/dead-letters").status()).isEqualTo(403);

        Visitor treasurer = Visitor.signedIn(port, GATEWAY, "treasurer");
        assertThat(treasurer.get("/fees").text()).contains("Prepare the run");
        assertThat(treasurer.get("/meetings/new").status()).isEqualTo(403);
    }

    @Test
    void an_account_without_an_office_sees_the_public_page_and_nothing_of_the_board() {
        Visitor member = Visitor.signedIn(port, GATEWAY, "member");

        assertThat(member.get("/").text()).contains("Your account holds no office");
        assertThat(member.get("/members").status()).isEqualTo(403);
    }

    @Test
    void a_service_that_is_down_leaves_the_rest_of_the_home_page() {
        Visitor visitor = officer();
        GATEWAY.down("/api/meetings");

        Visitor.Page home = visitor.get("/");

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text())
                .contains("7 applications to put to the Board", "This cannot be shown just now", "may not be complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/members", "/meetings", "/congresses/c1/schedule", "/mails"})
    void a_page_whose_own_service_is_down_says_so_calmly(String path) {
        Visitor visitor = officer();
        GATEWAY.down("/api/");

        Visitor.Page page = visitor.get(path);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text())
                .contains("This part is not there just now", "Sign out")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/membership/confirmations",
                "/api/meetings/g1/minutes",
                "/api/congress/congresses/c1/funnel",
                "/api/notifications/dead-letters"
            })
    void the_first_page_knows_which_of_its_parts_are_away(String part) {
        Visitor visitor = officer();
        assertThat(visitor.get("/").text()).doesNotContain("may not be complete");
        GATEWAY.down(part);

        assertThat(visitor.get("/").text()).contains("may not be complete");
    }

    @Test
    @Timeout(10) // s; the service would be waited for fifteen
    void a_part_that_does_not_answer_holds_up_the_first_page_for_moments_only() {
        Visitor visitor = officer();
        GATEWAY.silent("/api/membership");

        Visitor.Page page = visitor.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("may not be complete", "Next meetings");
    }

    @Test
    void what_does_not_exist_is_a_page_too() {
        assertThat(officer().get("/members/nobody").status()).isEqualTo(404);
        Visitor.Page page = officer().get("/no-such-place");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("There is nothing here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/members", "/"})
    void a_refused_token_leads_to_a_new_sign_in(String path) {
        Visitor visitor = officer();
        GATEWAY.revokeTokens();

        Visitor.Page page = visitor.get(path);

        assertThat(page.status()).isEqualTo(200); // signed in anew, by the stub, on the way
        assertThat(GATEWAY.asked().stream()
                        .filter(one -> one.path().equals("/api/identity/me"))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void the_token_stays_on_the_server() {
        Visitor visitor = officer();

        assertThat(visitor.get("/").html()).doesNotContain("token.chair");
        assertThat(GATEWAY.asked()).anyMatch(one -> ("Bearer token." + EVERYTHING).equals(one.authorization()));
    }

    @Test
    void signing_out_ends_the_session() {
        Visitor visitor = officer();
        visitor.get("/members");

        Visitor.Page after = visitor.post("/signout");

        assertThat(after.text()).contains("Become a member", "Sign in");
    }

    @Test
    void lists_can_be_taken_away_without_formulas() {
        GATEWAY.answer(
                "GET /api/membership/members",
                200,
                "{\"items\":[{\"membershipId\":\"m1\",\"name\":\"=HYPERLINK(1)\",\"category\":\"ordinary\"}]}");

        Visitor.Page csv = officer().get("/members/export");

        assertThat(csv.header("Content-Disposition")).contains("members.csv");
        assertThat(csv.html()).contains("ordinary,,'=HYPERLINK(1)");
    }

    @Test
    void a_document_from_a_service_can_run_nothing() {
        GATEWAY.answer("GET /api/meetings/k11/minutes.html", 200, "\"<p>minutes</p>\"");

        Visitor.Page document = officer().get("/meetings/k11/minutes.html");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
