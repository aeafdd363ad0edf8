package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The platform on its first evening: a list in which nothing stands says so, and what to do first. */
@PortalTest
class EmptyListsIT extends OfficersDesk {

    @BeforeEach
    void nothingYet() {
        GATEWAY.retell(answer -> emptied(answer.deepCopy()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /members | No members yet | Import the register
            /members?q=x | No member fits | Show all
            /members/m1 | No invoice has been issued to this member. | What is on record
            /applications | No applications here | They arrive through the public form
            /fees?year=2030 | The fees of 2030 have not been set. | Set the fees
            /fees | No run has been prepared yet. | Prepare the run
            /invoices | No invoices here | Prepare the invoice run
            /meetings | No meetings here | Begin with the series
            /meetings?view=past | No meeting is over yet | Plan a meeting
            /meetings/new | There is none yet. | New series
            /meetings/b1 | Nobody has been invited or noted yet. | Somebody else came
            /meetings/b1/ballots | the agenda is empty | Add an item
            /meetings/k11/minutes | The meeting has no agenda | Add items at the meeting
            /congresses | No congress has been set up. | Begin with its rules
            /congresses/c1/meetings | No ancillary meeting here | Import the accepted applications
            /congresses/c1/campaign | Nothing is sent by planning. | Plan the campaign
            /congresses/c1/schedule | Nothing is placed yet | Make the selection first
            /congresses/c1/registrations | No registrations here | People register by the registration form
            /mails | No mails here | Invoices, invitations and reminders go out by themselves
            /mails?state=failed | No mail has failed | All kinds
            /dead-letters | Nothing waits. | Mend the cause
            /officers | Nobody was in office on that day | Appoint an officer
            """)
    void an_empty_list_says_so_and_what_to_do(String path, String nothing, String next) {
        Visitor.Page page = officer().get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(nothing, next);
        assertThat(page.html()).as("a table without a row").doesNotContain("<tbody></tbody>");
    }

    @Test
    void a_programme_that_is_not_published_yet_says_so() {
        GATEWAY.retell(answer -> answer);
        GATEWAY.answer("GET /api/congress/congresses/c1/programme", 404, "{\"code\":\"not-published\"}");

        assertThat(new Visitor(port).get("/congress/kyoto-2021/programme").text())
                .contains("The programme is not published yet");
        assertThat(officer().get("/congresses/c1/programme").text()).contains("Not published yet.");
    }

    @Test
    void a_meeting_to_which_nobody_is_invited_says_so() {
        GATEWAY.answer("GET /api/meetings/k1/invitations", 200, "{\"items\":[],\"counts\":{}}");

        assertThat(officer().get("/meetings/k1").text())
                .contains("No invitation has gone out.", "Send the invitations");
    }

    @Test
    void when_nothing_waits_the_first_page_says_so() {
        GATEWAY.answer("GET /api/notifications/mails/counts", 200, "{\"waiting\":0,\"failed\":0}");

        Visitor.Page home = officer().get("/");

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text()).contains("No congress has been set up.");
        assertThat(home.html()).doesNotContain("class=\"waits\"");
    }

    private static JsonNode emptied(JsonNode node) {
        if (node instanceof ObjectNode object && !object.has("roles")) {
            for (Map.Entry<String, JsonNode> field : Set.copyOf(object.properties())) {
                if (field.getValue() instanceof ArrayNode array) {
                    array.removeAll();
                } else {
                    emptied(field.getValue());
                }
            }
        }
        return node;
    }
}
