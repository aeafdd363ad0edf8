package org.crimealliance.platform.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What becomes of a text before it is drawn: what can be printed, in the order in which it is seen, its letters joined. */
class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(ints = {'\t', '\n', '\r', 0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF})
    void what_xml_can_carry_stays(int c) {
        String text = "a" + Character.toString(c) + "b";
        assertThat(PrintableText.wellFormed(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1, 0x8, 0xB, 0xC, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF})
    void what_it_cannot_becomes_a_sign(int c) {
        assertThat(PrintableText.wellFormed("a" + Character.toString(c) + "b😀"))
                .isEqualTo("a\uFFFDb😀");
    }

    @Test
    void letters_are_composed_and_what_has_no_look_is_dropped() throws Exception {
        // a selector, a tag, a direction; joiners and the soft hyphen do their work in the layout
        assertThat(prepared("E\u0301\uFE00\uFE0F\uDB40\uDD00\uDB40\uDDEF\u200E\u2067x"))
                .isEqualTo("\u00C9x");
        assertThat(prepared("\u0645\u200C\u0645\u200D\u00ADx")).isEqualTo("\u0645\u200C\u0645\u200D\u00ADx");
        String neighbours = "\uFDFF\uFE10\uDB40\uDCFF\uDB40\uDDF0"; // of the selectors
        assertThat(prepared(neighbours)).isEqualTo(neighbours);
        assertThat(prepared("plain \u02FF")).isEqualTo("plain \u02FF");
        assertThat(prepared("\u200E")).isEqualTo(" ");
    }

    @Test
    void the_characters_that_a_page_needs_are_those_that_are_drawn() throws Exception {
        Document page = page("<p>b a\u200D\u00AD <b>\u4E00</b><style>z</style></p>");
        assertThat(PrintableText.prepare(page)).containsExactly((int) 'a', (int) 'b', 0x4E00);
        PrintableText.replace(page, Set.of((int) 'a', 0x4E00));
        assertThat(page.getDocumentElement().getTextContent()).isEqualTo("b \u25A1\u200D\u00AD \u25A1z");
        PrintableText.replace(page, Set.of());
        assertThat(page.getDocumentElement().getTextContent()).isEqualTo("b \u25A1\u200D\u00AD \u25A1z");
    }

    @ParameterizedTest
    @CsvSource({
        "0628, FE8F", // beh alone
        "0628 0628, FE91 FE90", // first and last
        "0628 0628 0628, FE91 FE92 FE90",
        "0627 0628, FE8D FE8F", // alef joins nothing behind it
        "0628 0627, FE91 FE8E",
        "0628 064E 0628, FE91 064E FE90", // over a mark
        "0628 0640 0628, FE91 0640 FE90", // tatweel
        "0628 200D, FE91", // a joiner joins
        "200D 0628, FE90",
        "0628 200C 0628, FE8F FE8F", // and a non-joiner does not
        "0644 0627, FEFB", // lam and alef are one sign
        "0628 0644 0627, FE91 FEFC",
        "0644 0622, FEF5",
        "0644 0623, FEF7",
        "0644 0625, FEF9",
        "0644 0628, FEDF FE90",
        "0644, FEDD",
        "0671, FB50", // the first and the last that have forms
        "064A, FEF1",
        "0621, FE80", // hamza joins nothing
        "0628 0621 0628, FE8F FE80 FE8F",
        "0628 0031, FE8F 0031",
        "0031 0628, 0031 FE8F"
    })
    void arabic_letters_are_joined_as_they_are_written(String letters, String forms) {
        assertThat(hex(ArabicLetters.join(text(letters)))).isEqualTo(forms);
    }

    @ParameterizedTest
    @CsvSource({
        "FB4F, false",
        "FB50, true",
        "FDFF, true",
        "FE00, false",
        "FE6F, false",
        "FE70, true",
        "FEFC, true",
        "FEFD, false"
    })
    void joined_forms_are_known_from_the_first_to_the_last(String code, boolean form) {
        assertThat(ArabicLetters.isForm(Integer.parseInt(code, 16))).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wien", "\u05D0\u05D1", "\u200D", "\u05FF\u0700"})
    void what_is_not_arabic_needs_no_joining(String text) {
        assertThat(ArabicLetters.join(text)).isSameAs(text);
    }

    @Test
    void joined_letters_are_copied_as_the_letters_that_they_are() {
        BidiReorderer text = new BidiText();
        assertThat(text.isLiveImplementation()).isTrue();
        String letters = text("0628 0644 0627");
        assertThat(text.deshapeText(text.shapeText(letters))).isEqualTo(letters);
        assertThat(text.deshapeText("\uFF21")).isEqualTo("\uFF21");
    }

    @ParameterizedTest
    @CsvSource({
        "אבג, גבא",
        "א 12 ב, ב 12 א", // numbers and foreign words keep their order
        "א Wien ב, ב Wien א",
        "(א), (א)", // pairs are turned round
        "א[ב, ב]א",
        "א<ב, ב>א",
        "😀א, א😀"
    })
    void what_reads_from_the_right_is_put_as_it_is_seen(String read, String seen) {
        assertThat(new BidiText().reorderRTLTextToLTR(read)).isEqualTo(seen);
    }

    @Test
    void a_paragraph_is_parted_into_what_reads_one_way() {
        assertThat(runs("Wien", BidiSplitter.LTR)).containsExactly("0+4 left to right");
        assertThat(runs("", BidiSplitter.LTR)).isEmpty();
        assertThat(runs("a אב 12", BidiSplitter.LTR)).containsExactly("0+2 left to right", "2+5 right to left");
        assertThat(runs("a אב z", BidiSplitter.LTR))
                .containsExactly("0+2 left to right", "2+2 right to left", "4+2 left to right");
        assertThat(runs("Wien", BidiSplitter.RTL)).containsExactly("0+4 right to left");
        BidiRuns used = new BidiRuns();
        used.setParagraph("a אב z", BidiSplitter.LTR);
        used.setParagraph("Wien", BidiSplitter.LTR);
        assertThat(used.countTextRuns()).isEqualTo(1);
        assertThat(used.getBaseDirection("Wien אב")).isEqualTo(BidiSplitter.LTR);
        assertThat(used.getBaseDirection("אב Wien")).isEqualTo(BidiSplitter.RTL);
    }

    private static List<String> runs(String paragraph, byte direction) {
        BidiRuns splitter = new BidiRuns();
        splitter.setParagraph(paragraph, direction);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < splitter.countTextRuns(); i++) {
            BidiTextRun run = splitter.getVisualRun(i);
            runs.add("%d+%d %s"
                    .formatted(
                            run.getStart(),
                            run.getLength(),
                            run.getDirection() == BidiSplitter.LTR ? "left to right" : "right to left"));
        }
        return runs;
    }

    private static String prepared(String text) throws Exception {
        Document page = page("<p>x</p>");
        page.getDocumentElement().getFirstChild().getFirstChild().setNodeValue(text);
        PrintableText.prepare(page);
        return page.getDocumentElement().getTextContent();
    }

    private static Document page(String body) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(("<html>" + body + "</html>").getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String hex) {
        StringBuilder text = new StringBuilder();
        for (String code : hex.split(" ", -1)) {
            text.appendCodePoint(Integer.parseInt(code, 16));
        }
        return text.toString();
    }

    private static String hex(String text) {
        return String.join(
                " ", text.codePoints().mapToObj(c -> "%04X".formatted(c)).toList());
    }
}
