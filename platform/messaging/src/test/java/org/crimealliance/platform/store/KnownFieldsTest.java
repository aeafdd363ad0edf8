package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class KnownFieldsTest {

    @Test
    void what_is_not_understood_stays() {
        Document stored =
                doc("name", "A").append("new", 1).append("inner", doc("x", 1).append("newer", 2));
        Document understood = doc("name", "A").append("inner", doc("x", 1));
        Document next = doc("name", "B").append("inner", doc("x", 5)).append("more", true);
        assertThat(KnownFields.keepingOthers(stored, understood, next))
                .isEqualTo(doc("name", "B")
                        .append("inner", doc("x", 5).append("newer", 2))
                        .append("more", true)
                        .append("new", 1));
    }

    @Test
    void what_is_understood_goes_where_it_is_taken_out() {
        Document stored =
                doc("name", "A").append("note", "n").append("inner", doc("x", 1).append("newer", 2));
        Document understood = doc("name", "A").append("note", "n").append("inner", doc("x", 1));
        assertThat(KnownFields.keepingOthers(stored, understood, doc("name", "A")))
                .isEqualTo(doc("name", "A"));
    }

    @Test
    void what_everybody_understands_is_as_it_is_wanted() {
        Document state = doc("a", 1).append("list", List.of(doc("b", 2), "c"));
        Document next = doc("a", 2).append("list", List.of("c"));
        assertThat(KnownFields.keepingOthers(state, state, next)).isEqualTo(next);
    }

    @Test
    void elements_keep_what_they_have_wherever_they_go() {
        Document stored =
                doc("l", List.of(doc("id", 1).append("new", "a"), doc("id", 2).append("new", "b")));
        Document understood = doc("l", List.of(doc("id", 1), doc("id", 2)));
        assertThat(merged(stored, understood, List.of(doc("id", 2), doc("id", 1), doc("id", 3))))
                .containsExactly(doc("id", 2).append("new", "b"), doc("id", 1).append("new", "a"), doc("id", 3));
        assertThat(merged(stored, understood, List.of(doc("id", 2))))
                .containsExactly(doc("id", 2).append("new", "b"));
        // changed at its place
        assertThat(merged(stored, understood, List.of(doc("id", 1).append("done", true), doc("id", 2))))
                .containsExactly(
                        doc("id", 1).append("done", true).append("new", "a"),
                        doc("id", 2).append("new", "b"));
    }

    @Test
    void of_two_equal_elements_each_keeps_its_own() {
        Document stored =
                doc("l", List.of(doc("id", 1).append("new", "a"), doc("id", 1).append("new", "b")));
        Document understood = doc("l", List.of(doc("id", 1), doc("id", 1)));
        assertThat(merged(stored, understood, List.of(doc("id", 1), doc("id", 1), doc("id", 1))))
                .containsExactly(doc("id", 1).append("new", "a"), doc("id", 1).append("new", "b"), doc("id", 1));
    }

    private static List<Object> merged(Document stored, Document understood, List<?> next) {
        return KnownFields.keepingOthers(stored, understood, doc("l", next)).getList("l", Object.class);
    }

    private static Document doc(String name, Object value) {
        return new Document(name, value);
    }
}
