package org.crimealliance.portal.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.meeting.AgendaClient.Item;
import org.crimealliance.portal.meeting.MinutesClient.Minutes;
import org.crimealliance.portal.meeting.MinutesClient.Section;
import org.crimealliance.portal.meeting.MinutesClient.Turn;
import org.crimealliance.portal.meeting.MinutesClient.Written;
import org.jspecify.annotations.Nullable;

/** The sheet that minutes are written on: a text for every agenda item, and lines for the tour de table. */
public final class MinutesSheet {

    /** A text as it stands in the editor, under its agenda item. */
    public record Text(
            int index,
            String itemId,
            String title,
            @Nullable String kind,
            String speaker,
            String text) {

        private Section section() {
            return new Section(itemId, speaker, text);
        }
    }

    /** One text that two people have changed: the saved one, mine, and what differs. */
    public record Clash(Text mine, String theirs, List<Difference.Piece> difference) {}

    private static final int BLANK_TURNS = 3;

    private MinutesSheet() {}

    /** Every agenda item has a text; an item with a report by one speaker can take another's. */
    static List<Text> texts(List<Item> agenda, List<Section> written) {
        List<Text> texts = new ArrayList<>();
        for (Item item : agenda) {
            String itemId = String.valueOf(item.itemId());
            List<Section> of = written.stream()
                    .filter(section -> itemId.equals(section.itemId()))
                    .toList();
            for (Section section : of) {
                texts.add(text(texts.size(), item, section));
            }
            if (of.isEmpty()) {
                texts.add(text(texts.size(), item, new Section(itemId, item.speakerRole(), "")));
            } else if ("report".equals(item.kind())) {
                texts.add(text(texts.size(), item, new Section(itemId, "", "")));
            }
        }
        return texts;
    }

    /** What was written, while the agenda cannot be had. */
    static List<Text> texts(List<Section> written) {
        return written.stream()
                .map(section -> new Item(section.itemId(), null, null, null, null, null, null, null))
                .distinct()
                .collect(Collectors.collectingAndThen(Collectors.toList(), items -> texts(items, written)));
    }

    private static Text text(int index, Item item, Section section) {
        return new Text(
                index,
                String.valueOf(item.itemId()),
                orEmpty(item.title()),
                item.kind(),
                orEmpty(section.speaker()),
                orEmpty(section.text()));
    }

    /** With lines for those who are yet to speak. */
    static List<Turn> withBlanks(List<Turn> written) {
        List<Turn> turns = new ArrayList<>(written);
        for (int i = 0; i < BLANK_TURNS; i++) {
            turns.add(new Turn("", "", ""));
        }
        return turns;
    }

    /** All of it; who spoke for whom is needed. */
    static Written read(Form form) {
        Written all = readAll(form);
        for (int i = 0; i < all.tourDeTable().size(); i++) {
            if (isUnfinished(all.tourDeTable().get(i))) {
                form.wrong("turn.affiliation." + i, "wrong.needed");
            }
        }
        return all;
    }

    /** While somebody writes: a turn that is only begun does not keep the rest from being saved. */
    static Written readUnfinished(Form form) {
        Written all = readAll(form);
        return new Written(
                all.revision(),
                all.sections(),
                all.tourDeTable().stream().filter(turn -> !isUnfinished(turn)).toList(),
                all.nextMeetingId());
    }

    private static boolean isUnfinished(Turn turn) {
        return turn.affiliation() == null || turn.affiliation().isEmpty();
    }

    private static Written readAll(Form form) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; form.has("itemId." + i); i++) {
            String text = lines(form, "text." + i);
            if (!text.isBlank()) {
                sections.add(new Section(form.value("itemId." + i), form.optional("speaker." + i), text));
            }
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; form.has("turn.name." + i); i++) {
            String name = form.optional("turn.name." + i);
            if (name != null) {
                turns.add(new Turn(name, form.value("turn.affiliation." + i).strip(), lines(form, "turn.text." + i)));
            }
        }
        String revision = form.value("revision");
        return new Written(
                revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0,
                sections,
                turns,
                form.optional("nextMeetingId"));
    }

    private static String lines(Form form, String name) {
        return form.value(name).replace("\r\n", "\n");
    }

    static List<Clash> clashes(List<Item> agenda, Written mine, Minutes theirs) {
        Map<String, String> saved = theirs.texts().stream()
                .collect(Collectors.toMap(
                        MinutesSheet::key,
                        section -> orEmpty(section.text()),
                        (first, second) -> first + "\n\n" + second));
        List<Section> union = new ArrayList<>(mine.sections());
        theirs.texts().stream()
                .filter(section -> mine.sections().stream().noneMatch(own -> key(own).equals(key(section))))
                .forEach(union::add);
        List<Clash> clashes = new ArrayList<>();
        for (Text text : texts(agenda, union)) {
            String other = saved.getOrDefault(key(text.section()), "");
            if (!text.text().isBlank() || !other.isBlank()) {
                clashes.add(new Clash(
                        new Text(clashes.size(), text.itemId(), text.title(), text.kind(), text.speaker(), text.text()),
                        other,
                        Difference.between(other, text.text())));
            }
        }
        return clashes;
    }

    private static String key(Section section) {
        return section.itemId() + "|" + orEmpty(section.speaker());
    }

    /** Mine, and of theirs those who do not speak in mine. */
    static List<Turn> union(List<Turn> mine, List<Turn> theirs) {
        List<Turn> union = new ArrayList<>(mine);
        theirs.stream()
                .filter(turn -> mine.stream().noneMatch(own -> Objects.equals(own.name(), turn.name())))
                .forEach(union::add);
        return union;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
