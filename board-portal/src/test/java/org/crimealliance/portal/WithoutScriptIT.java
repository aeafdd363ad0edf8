package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Script makes the pages livelier, and nothing depends on it. */
@PortalTest
class WithoutScriptIT extends OfficersDesk {

    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("org.crimealliance.portal.EveryPage#paths")
    void every_form_goes_somewhere_by_a_button_of_its_own(String path) {
        String html = officer().get(path).html();

        assertThat(FORM.matcher(html).results()).as("sign out at the least").isNotEmpty();
        FORM.matcher(html).results().forEach(WithoutScriptIT::goesByItself);
        assertThat(FORM.matcher(html).replaceAll(""))
                .as("a button that only script would hear, a link that only script would follow")
                .doesNotContain("<button")
                .doesNotContainPattern("href=\"(#|)\"")
                .doesNotContainPattern("<(?!form)[a-z]+ [^>]*hx-(post|put|delete|patch)=")
                .doesNotContain(" hidden>");
    }

    private static void goesByItself(MatchResult form) {
        assertThat(form.group(1)).containsPattern("method=\"(get|post)\"").containsPattern("action=\"/[^\"]*\"");
        assertThat(form.group(2)).contains("type=\"submit\"");
        if (form.group(1).contains("method=\"post\"")) {
            assertThat(form.group(2)).contains("name=\"_csrf\"");
        }
    }

    @Test
    void a_chart_is_a_table_first() {
        assertThat(officer().get("/").html())
                .contains("data-value=\"56\"", "<caption class=\"visually-hidden\">Members by category</caption>");
    }

    @Test
    void a_meeting_is_moved_by_links_and_one_button() {
        Visitor visitor = officer();

        assertThat(visitor.get("/congresses/c1/schedule?pick=am4").html())
                .contains("/congresses/c1/schedule/moves?pick=am4&amp;start=");
        assertThat(visitor.get("/congresses/c1/schedule/moves?pick=am4&start=2021-03-07T05:00:00Z&room=Room%20A")
                        .html())
                .contains("action=\"/congresses/c1/schedule/moves\"");
    }
}
