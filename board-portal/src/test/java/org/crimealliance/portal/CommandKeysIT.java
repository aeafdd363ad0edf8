package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.util.List;
import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.Test;

/** A form that is sent twice is one command, and so is one whose answer was lost. */
@PortalTest
class CommandKeysIT extends OfficersDesk {

    private static final String LINK = "/r/reconfirm/tok";

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

    @Test
    void one_that_is_still_under_way_is_waited_for() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.answer("POST /api/congress/reconfirmations/tok", 409, "{\"code\":\"idempotency-key-in-use\"}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(503);
        assertThat(keys()).hasSize(4);
        assertThat(keys().stream().distinct()).hasSize(1);

        GATEWAY.answer("POST /api/congress/reconfirmations/tok", 200, "{}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(200);
        assertThat(keys().stream().distinct()).as("the reader tries again").hasSize(1);
    }

    @Test
    void what_was_refused_is_not_repeated() {
        Visitor visitor = new Visitor(port);
        visitor.get(LINK);
        GATEWAY.answer("POST /api/congress/reconfirmations/tok", 409, "{\"code\":\"deadline-passed\"}");
        assertThat(visitor.post(LINK, "answer", "decline").status()).isEqualTo(409);
        assertThat(keys()).hasSize(1);
    }

    private static List<String> keys() {
        return GATEWAY.changes().stream().map(Asked::key).toList();
    }
}
