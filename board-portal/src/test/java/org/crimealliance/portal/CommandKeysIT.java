package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** A form that is sent twice is one command, and so is one whose answer was lost. */
@PortalTest
class CommandKeysIT extends OfficersDesk {

    private static final String LINK = "/r/reconfirm/tok";
    private static final String COMMAND = "POST /api/congress/reconfirmations/tok";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^_][^\"]*)\" value=\"([^\"]*)\"");

    @Test
    void a_double_click_is_one_command_and_another_answer_another() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        Visitor twice = visitor.at(port);
        visitor.post(LINK, "answer", "decline");
        twice.post(LINK, "answer", "decline");
        assertThat(keys()).hasSize(2).doesNotContainNull();
        assertThat(keys().get(0)).isEqualTo(keys().get(1));

        twice.post(LINK, "answer", "reconfirm");
        visitor.get(LINK);
        visitor.post(LINK, "answer", "decline");
        assertThat(keys().subList(1, 4))
                .as("typed otherwise, or on a page that was made later")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_command_whose_answer_was_lost_is_sent_again_under_its_key() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.loseAnswers(2);
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(200);
        assertThat(keys()).hasSize(3);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/meetings/b1/attendance/times PUT /api/meetings/b1/attendance/o0",
                "/meetings/k11/minutes PUT /api/meetings/k11/minutes"
            })
    void what_is_put_has_a_key_and_is_sent_again_too(String form) {
        String page = form.substring(0, form.indexOf(' '));
        Visitor visitor = officer(page.replaceFirst("/attendance/.*", ""));
        GATEWAY.loseAnswers(1);
        visitor.post(page, "attendeeId", "o0", "arrived", "16:00", "left", "", "revision", "3");
        assertThat(GATEWAY.changes()).hasSize(2).allMatch(asked -> form.endsWith(asked.method() + " " + asked.path()));
        assertThat(keys()).doesNotContainNull();
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void somebody_written_down_twice_is_one_person() {
        Visitor visitor = officer("/meetings/b1");
        Visitor twice = visitor.at(port);
        for (Visitor one : List.of(visitor, twice)) {
            one.post("/meetings/b1/attendance/new", "name", "Ada", "affiliation", "UNODC", "status", "present");
        }
        assertThat(GATEWAY.changes().stream().map(Asked::path).distinct()).hasSize(1);
        assertThat(keys()).hasSize(2);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void the_platform_says_when_to_come_again() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.busy(COMMAND, 1);
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(503);
        assertThat(keys()).as("after a second, within two").hasSize(2);
        GATEWAY.busy(COMMAND, 3);
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(503);
        assertThat(keys()).as("longer than anybody is held").hasSize(3);
    }

    /** The reader is told the truth, and the same form sent once more is the same command. */
    @Test
    void what_could_not_be_found_out_is_sent_again_by_the_reader() {
        Visitor visitor = officer("/officers/new");
        GATEWAY.loseAnswers(100);
        String typed = """
                office=chair
                name=Eva Horvat
                email=eva@example.org
                from=2020-06-01
                """;
        Visitor.Page unsure = visitor.type("/officers/new", typed);
        assertThat(unsure.status()).isEqualTo(503);
        assertThat(unsure.html()).contains("value=\"Eva Horvat\"");
        assertThat(unsure.text())
                .contains("We could not find out whether it was done", "it will not be done twice")
                .doesNotContain("Nothing was changed");
        int tried = keys().size();

        GATEWAY.loseAnswers(0);
        assertThat(visitor.type("/officers/new", typed).status()).isEqualTo(200);
        assertThat(keys()).hasSize(tried + 1);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void a_form_whose_page_cannot_be_shown_is_kept_to_be_sent_again() {
        Visitor visitor = officer("/meetings/k1");
        String guests = "/meetings/k1/guests";
        GATEWAY.down("/api/meetings");
        Visitor.Page unsure =
                visitor.post(guests, "name", "Eva <Horvat>", "email", "e@example.org", "affiliation", "UN");
        assertThat(unsure.status()).isEqualTo(503);
        assertThat(unsure.text()).contains("We could not find out whether it was done", "Send it again");
        assertThat(unsure.html()).contains("action=\"" + guests + "\"", "name=\"name\" value=\"Eva &lt;Horvat&gt;\"");
        int tried = keys().size();
        assertThat(visitor.post(guests, "name", "", "email", "").text())
                .as("nothing was sent")
                .doesNotContain("We could not find out");
        assertThat(keys()).hasSize(tried);

        GATEWAY.down(null);
        visitor.post(
                guests,
                HIDDEN.matcher(unsure.html())
                        .results()
                        .flatMap(input -> Stream.of(input.group(1), HtmlUtils.htmlUnescape(input.group(2))))
                        .toArray(String[]::new));
        assertThat(keys()).hasSize(tried + 1);
        assertThat(keys().stream().distinct()).hasSize(1);
    }

    @Test
    void one_that_is_still_under_way_is_waited_for() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.answer(COMMAND, 409, "{\"code\":\"idempotency-key-in-use\"}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(503);
        assertThat(keys()).hasSize(4);
        assertThat(keys().stream().distinct()).hasSize(1);

        GATEWAY.answer(COMMAND, 200, "{}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(200);
        assertThat(keys().stream().distinct()).as("the reader tries again").hasSize(1);
    }

    @Test
    void what_was_refused_is_not_repeated() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.answer(COMMAND, 409, "{\"code\":\"deadline-passed\"}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(409);
        assertThat(keys()).hasSize(1);
    }

    private static List<String> keys() {
        return GATEWAY.changes().stream().map(Asked::key).toList();
    }
}
