package org.crimealliance.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.crimealliance.platform.seal.PersonalTexts.Text;
import org.junit.jupiter.api.Test;

/** By the schemas of the events as they are. */
class PersonalTextsTest {

    private static final String SUBMITTED = "membership.application-submitted.v1";

    @Test
    void a_text_in_an_object_is_of_the_person_whose_id_stands_around_it() {
        PersonalTexts texts = PersonalTexts.in(SUBMITTED, """
                {"membershipId": "m-1", "country": "AT", "name": "Institut",
                 "contact": {"name": "Noor", "email": "noor@example.org"}}""");
        assertThat(texts.all())
                .extracting(Text::toString, Text::value, Text::person)
                .containsExactlyInAnyOrder(
                        tuple("name", "Institut", "m-1"),
                        tuple("name", "Noor", "m-1"),
                        tuple("email", "noor@example.org", "m-1"));
    }

    @Test
    void each_of_a_list_is_of_its_own_person_and_the_nearest_id_counts() {
        PersonalTexts texts = PersonalTexts.in("meeting.minutes-approved.v1", """
                {"meetingId": "g-1", "id": "outside", "document": {"base64": "AAAA"},
                 "recipients": [{"id": "p-1", "name": "Ada"}, {"name": "Guest", "email": null}]}""");
        assertThat(texts.all())
                .extracting(Text::toString, Text::value, Text::person)
                .containsExactlyInAnyOrder(
                        tuple("name", "Ada", "p-1"), tuple("name", "Guest", "outside"), tuple("base64", "AAAA", "g-1"));
    }

    @Test
    void what_is_replaced_is_in_the_json_and_all_else_as_it_was() {
        String payload = "{\"membershipId\":\"m-1\",\"fee\":150.00,\"name\":\"Institut\",\"more\":[1,{}]}";
        PersonalTexts texts = PersonalTexts.in(SUBMITTED, payload);
        texts.all().getFirst().replaceWith("sealed");
        assertThat(texts.json()).isEqualTo(payload.replace("Institut", "sealed"));
    }

    @Test
    void where_nothing_is_replaced_not_a_blank_changes() {
        String payload = "{ \"membershipId\" : \"m-1\",  \"name\" : \"Institut\" }";
        assertThat(PersonalTexts.in(SUBMITTED, payload).json()).isEqualTo(payload);
    }

    /** A writer of a newer version may have marked more. */
    @Test
    void what_looks_sealed_and_is_not_marked_here_is_found_wherever_it_stands() {
        String seal = "person:m-1#a:" + "A".repeat(40);
        String payload = """
                {"membershipId":"m-1","name":"%1$s","contact":{"name":"Noor","email":"%1$s"},"new":"%1$s",\
                "more":{"notes":[{"by":"%1$s","no":1},{"by":"nobody"}]},"listed":["%1$s"]}""".formatted(seal);
        PersonalTexts texts = PersonalTexts.in(SUBMITTED, payload);
        assertThat(texts.unmarked())
                .extracting(Text::toString, Text::value)
                .containsExactlyInAnyOrder(tuple("new", seal), tuple("by", seal));
        texts.unmarked().forEach(text -> text.replaceWith("open"));
        assertThat(texts.json())
                .isEqualTo(payload.replace("\"new\":\"" + seal, "\"new\":\"open")
                        .replace("\"by\":\"" + seal, "\"by\":\"open"));
        assertThat(PersonalTexts.in(SUBMITTED, "{\"name\":\"" + seal + "\"}").unmarked())
                .isEmpty();
    }

    @Test
    void a_text_of_nobody_is_a_fault() {
        Text text =
                PersonalTexts.in(SUBMITTED, "{\"name\": \"Institut\"}").all().getFirst();
        assertThatThrownBy(text::person)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("membershipId");
    }

    @Test
    void an_event_that_tells_of_nobody_and_one_that_nobody_knows_have_none() {
        assertThat(PersonalTexts.areIn(SUBMITTED)).isTrue();
        assertThat(PersonalTexts.areIn("meeting.meeting-opened.v1")).isFalse();
        assertThat(PersonalTexts.areIn("nobody.knows-this.v1")).isFalse();
        assertThat(PersonalTexts.areIn("unnamed")).isFalse();
    }
}
