package org.crimealliance.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgendaTest {

    @Test
    void items_stand_in_the_order_in_which_they_came_each_once() {
        Agenda agenda = with("a", "b", "c");
        assertThat(agenda.meetingId()).isEqualTo("m1");
        assertThat(ids(agenda)).containsExactly("a", "b", "c");
        assertThat(agenda.put(item("b", Item.Kind.MOTION)).orThrow()).isEqualTo(Change.to(agenda));
        assertThat(agenda.item("b")).contains(item("b"));
        assertThat(agenda.item("x")).isEmpty();
    }

    @Test
    void an_agenda_takes_200_items() {
        List<Item> items = new ArrayList<>();
        for (int i = 1; i < Agenda.LIMIT; i++) {
            items.add(item("i" + i));
        }
        Agenda full = next(new Agenda("m1", items, false).put(item("last")));
        assertThat(full.items()).hasSize(200);
        assertThat(code(full.put(item("one more")))).isEqualTo("agenda-full");
        assertThat(full.put(item("last")).orThrow().next()).isEqualTo(full);
    }

    @Test
    void an_item_comes_off_and_the_others_stay() {
        assertThat(ids(next(with("a", "b", "c").remove("b")))).containsExactly("a", "c");
        assertThat(ids(next(with("a").remove("x")))).containsExactly("a");
    }

    @Test
    void an_order_names_each_item_once() {
        Agenda agenda = with("a", "b", "c");
        assertThat(ids(next(agenda.order(List.of("c", "a", "b"))))).containsExactly("c", "a", "b");
        assertThat(code(agenda.order(List.of("c", "a")))).isEqualTo("not-the-agenda");
        assertThat(code(agenda.order(List.of("c", "a", "b", "x")))).isEqualTo("not-the-agenda");
        assertThat(code(agenda.order(List.of("c", "a", "a")))).isEqualTo("not-the-agenda");
        assertThat(code(agenda.order(List.of("c", "a", "x")))).isEqualTo("not-the-agenda");
    }

    @Test
    void how_far_an_item_got_is_marked_and_a_decision_stands() {
        Agenda agenda = with("a", "b");
        Agenda dealtWith = next(agenda.mark("b", Item.Status.DEALT_WITH));
        assertThat(dealtWith.items())
                .extracting(Item::status)
                .containsExactly(Item.Status.PLANNED, Item.Status.DEALT_WITH);
        Agenda decided = next(dealtWith.mark("a", Item.Status.DECIDED));
        assertThat(code(decided.mark("a", Item.Status.DEFERRED))).isEqualTo("already-decided");
        assertThat(decided.mark("a", Item.Status.DECIDED).orThrow().next()).isEqualTo(decided);
        assertThat(code(agenda.mark("x", Item.Status.DECIDED))).isEqualTo("not-found");
    }

    @Test
    void a_closed_agenda_stays_as_it_is_but_for_how_far_items_got() {
        Agenda closed = with("a", "b").close().next();
        assertThat(closed.closed()).isTrue();
        assertThat(ids(closed)).containsExactly("a", "b");
        assertThat(code(closed.put(item("c")))).isEqualTo("agenda-closed");
        assertThat(closed.put(item("a")).orThrow().next()).isEqualTo(closed);
        assertThat(code(closed.remove("a"))).isEqualTo("agenda-closed");
        assertThat(code(closed.order(List.of("b", "a")))).isEqualTo("agenda-closed");
        Agenda marked = next(closed.mark("a", Item.Status.DECIDED));
        assertThat(marked.closed()).isTrue();
        assertThat(marked.item("a").orElseThrow().status()).isEqualTo(Item.Status.DECIDED);
    }

    @ParameterizedTest
    @CsvSource({
        "REPORT,      NOT_REACHED, true",
        "REPORT,      DEFERRED,    true",
        "REPORT,      PLANNED,     false",
        "APPLICATION, PLANNED,     true",
        "MOTION,      PLANNED,     true",
        "MOTION,      DEALT_WITH,  false",
        "APPLICATION, DECIDED,     false"
    })
    void what_was_not_settled_comes_up_again(Item.Kind kind, Item.Status status, boolean again) {
        assertThat(item("a", kind).with(status).isLeftOver()).isEqualTo(again);
    }

    private static Agenda with(String... ids) {
        Agenda agenda = Agenda.empty("m1");
        for (String id : ids) {
            agenda = next(agenda.put(item(id)));
        }
        return agenda;
    }

    private static Item item(String id) {
        return item(id, Item.Kind.REPORT);
    }

    private static Item item(String id, Item.Kind kind) {
        return new Item(id, kind, "Item " + id, "chair", 10, Item.SubjectType.OTHER, null, null, Item.Status.PLANNED);
    }

    private static List<String> ids(Agenda agenda) {
        return agenda.items().stream().map(Item::itemId).toList();
    }

    private static Agenda next(Outcome<Change<Agenda>> outcome) {
        return outcome.orThrow().next();
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
