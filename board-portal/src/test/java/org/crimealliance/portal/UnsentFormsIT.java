package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form that is sent after the session is over comes back as it was typed, and says that it was not done. */
@PortalTest
class UnsentFormsIT extends OfficersDesk {

    private static final String SESSION = "__Host-alliance";
    private static final String NOT_DONE = "nothing of it was done yet";
    private static final String OFFICER = """
        office=auditor
        name=Noor "Aziz"
        email=noor@example.org
        from=2020-06-01
        until=
        """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_is_sent_once_after_signing_in_again(boolean cookieLost) {
        Visitor visitor = officer("/officers/new");
        String key = visitor.key();
        if (cookieLost) {
            visitor.lose(SESSION);
        } else {
            GATEWAY.revokeTokens();
        }

        Visitor.Page again = visitor.type("/officers/new", OFFICER);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains(NOT_DONE);
        assertThat(again.html()).contains("value=\"Noor &quot;Aziz&quot;\"", "action=\"/officers/new\"");
        assertThat(visitor.key()).as("the same command").isEqualTo(key);
        int tried = GATEWAY.changes().size();
        assertThat(tried).as("none, or the one whose token was refused").isEqualTo(cookieLost ? 0 : 1);
        assertThat(visitor.get("/again").html()).as("a reload").contains("Noor &quot;Aziz&quot;");
        assertThat(GATEWAY.changes()).hasSize(tried);

        assertThat(visitor.type("/officers/new", OFFICER).status()).isEqualTo(200);
        assertThat(GATEWAY.changes()).hasSize(tried + 1);
        assertThat(visitor.get("/again").path()).as("it is done").isEqualTo("/");
        visitor.lose(SESSION);
        assertThat(visitor.get("/officers").path()).isEqualTo("/officers");
    }

    @Test
    void it_is_not_shown_to_who_signs_in_there_next() {
        Visitor visitor = officer("/officers/new");
        visitor.lose(SESSION);
        GATEWAY.signInIs("somebody-else");

        Visitor.Page next = visitor.type("/officers/new", OFFICER);

        assertThat(next.path()).isEqualTo("/");
        assertThat(next.html()).doesNotContain("noor@example.org");
        GATEWAY.signInIs("somebody");
        visitor.lose(SESSION);
        visitor.get("/signin/alliance");
        assertThat(visitor.get("/again").path()).as("it is forgotten").isEqualTo("/");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/fees/runs/r1/issue, /fees/runs/r1",
        "/meetings/k1/confirmation, /meetings/k1",
        "/officers/o1/end, /again",
        "/fees/schedules/2021, /again",
        "/meetings/k1/guests, /again",
        "/meetings/k11/minutes, /again",
        "/dead-letters/notifications/dl1/skip, /again",
        "/members/import/confirmation, /members/import"
    })
    void nothing_is_done_before_it_is_sent_again(String form, String shown) {
        Visitor visitor = officer("/officers/new");
        visitor.lose(SESSION);

        Visitor.Page again = visitor.type(form, "reason=because\nfeeYear=2021");

        assertThat(again.path()).isEqualTo(shown);
        assertThat(again.text()).contains(NOT_DONE);
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void who_signed_in_in_another_window_meanwhile_sends_it_once_more() {
        Visitor visitor = officer("/officers/new");

        Visitor.Page again = visitor.postFromHere(
                "/officers/new", "name", "Noor Aziz", "_csrf", "of before", "_once", visitor.key());

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.html()).contains("value=\"Noor Aziz\"");
        assertThat(again.text()).contains("nothing was done yet");
        assertThat(visitor.postFromHere("/meetings/k11/minutes/autosave", "revision", "1", "_csrf", "of before")
                        .status())
                .as("one that asks nobody before it saves")
                .isEqualTo(500);
        assertThat(GATEWAY.changes()).isEmpty();
        visitor.type("/officers/new", OFFICER);
        assertThat(GATEWAY.changes()).hasSize(1);
    }

    @Test
    void a_public_form_comes_back_too_and_speaks_of_no_signing_in() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page again = applicant.postFromHere("/apply", "name", "Hope <Kenya>", "_csrf", "of before");

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.html()).contains("value=\"Hope &lt;Kenya&gt;\"");
        assertThat(again.text()).contains("nothing was done yet").doesNotContain("signed");
        assertThat(again.header("Cache-Control"))
                .as("the browser can go back to it")
                .doesNotContain("no-store");
        assertThat(applicant.postWithoutToken("/apply", "name", "Hope").text())
                .contains("Open the page again")
                .doesNotContain("signed in");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void minutes_too_long_for_a_cookie_stay_on_the_page_that_answers() {
        String text = new Random(7)
                .ints(20_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Visitor visitor = officer("/meetings/k11/minutes");
        visitor.lose(SESSION);

        Visitor.Page kept = visitor.post("/meetings/k11/minutes", "text.0", text, "itemId.0", "p1", "revision", "1");

        assertThat(kept.status()).isEqualTo(401);
        assertThat(kept.html()).contains(text, "name=\"text.0\"", "href=\"/signin/alliance\"");
        visitor.get("/signin/alliance"); // in another window
        assertThat(visitor.postFromHere(
                                "/meetings/k11/minutes",
                                "text.0",
                                text,
                                "itemId.0",
                                "p1",
                                "revision",
                                "1",
                                "_csrf",
                                "old")
                        .html())
                .contains(text, "minutes");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void a_file_is_asked_for_again_in_words() {
        Visitor visitor = officer("/members/import");
        visitor.lose(SESSION);

        Visitor.Page again = visitor.upload("/members/import", "register.csv", "a;b");

        assertThat(again.path()).isEqualTo("/members/import");
        assertThat(again.text()).contains("choose the file again");
    }

    @Test
    void signing_out_twice_signs_out() {
        Visitor visitor = officer("/officers");
        visitor.lose(SESSION);

        assertThat(visitor.post("/signout").path()).isEqualTo("/");
    }
}
