package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Whatever people and organisations are called, whatever they write: it is shown, and as text. */
@PortalTest
class NamesIT extends OfficersDesk {

    private static final String LONG = "N".repeat(500);
    private static final String RIGHT_TO_LEFT = "منظمة العدالة والسلام (٢٠٢١)";
    private static final String EMOJI = "👩‍👩‍👧‍👦 Family 🕊️";
    private static final String SCRIPT =
            "<script>alert('x')</script>\"><img src=x onerror=alert(1)>${1234*1234}[[${1234*1234}]]";
    private static final String ALL = String.join(" ", LONG, RIGHT_TO_LEFT, EMOJI, SCRIPT);

    /** What people type; dates, states and addresses are the services' own. */
    private static final Set<String> TYPED = Set.of(
            "name",
            "title",
            "organisation",
            "affiliation",
            "speakerRole",
            "question",
            "speaker",
            "text",
            "contactName",
            "memberName",
            "reason",
            "heardFrom",
            "theme",
            "subject",
            "street",
            "city",
            "email",
            "contactEmail",
            "recipient",
            "error");

    @ParameterizedTest
    @MethodSource("org.crimealliance.portal.EveryPage#paths")
    void every_page_takes_every_name_as_text(String path) {
        GATEWAY.retell(answer -> renamed(answer.deepCopy()));

        Visitor.Page page = officer().get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .endsWith("</html>\n")
                .doesNotContain("<script>", "<img", "onerror=\"", "alert('x')", "1522756");
    }

    @Test
    void nothing_of_a_name_is_lost() {
        GATEWAY.retell(answer -> renamed(answer.deepCopy()));

        assertThat(officer().get("/members").html())
                .contains(
                        LONG, RIGHT_TO_LEFT, EMOJI, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&gt;&lt;img");
    }

    @Test
    void what_somebody_searched_for_stands_in_the_box_again() {
        assertThat(officer().get("/members?q=%22%3E%3Cscript%3E").html())
                .doesNotContain("<script>")
                .contains("value=\"&quot;&gt;&lt;script&gt;\"");
    }

    @Test
    void what_was_typed_is_kept_letter_by_letter() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        assertThat(applicant
                        .post("/apply", "name", RIGHT_TO_LEFT + EMOJI + "<b>")
                        .html())
                .contains("value=\"" + RIGHT_TO_LEFT + EMOJI + "&lt;b&gt;\"");
    }

    private static JsonNode renamed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : Set.copyOf(object.properties())) {
                boolean typed = TYPED.contains(field.getKey()) && field.getValue() instanceof StringNode;
                object.set(field.getKey(), typed ? StringNode.valueOf(ALL) : renamed(field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(NamesIT::renamed);
        }
        return node;
    }
}
