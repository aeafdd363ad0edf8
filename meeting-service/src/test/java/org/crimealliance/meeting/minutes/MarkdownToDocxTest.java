package org.crimealliance.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each piece of Markdown, as it stands in the document: a line a paragraph. */
class MarkdownToDocxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text                     | 0:plain text",
                "- one\\n- two                  | 360:• one / 360:• two",
                "- one\\n  - deeper\\n- two     | 360:• one / 720:• deeper / 360:• two",
                "1. one\\n2. two                | 360:1. one / 360:2. two",
                "7. seven\\n8. eight            | 360:7. seven / 360:8. eight",
                "- one\\n\\n  more of it        | 360:• one / 360:more of it",
                "-\\n- two                      | 360:• two",
                "-\\n\\nafter                   | 0:after",
                "> quoted                       | 360:quoted",
                "> > twice                      | 720:twice",
                "> quoted\\n\\nafter            | 360:quoted / 0:after",
                "- one\\n\\nafter               | 360:• one / 0:after",
                "the `code` in it               | 0:the code in it",
                "one <b>bold</b>                | 0:one <b>bold</b>",
                "<div>raw & all</div>           | 0:<div>raw & all</div>",
                "```\\na\\nb\\n```              | 0:a / 0:b",
                "- x\\n\\n      a\\n      b     | 360:• x / 360:a / 360:b",
                "soft\\nbreak                   | 0:soft break",
                "[site](https://example.org)    | 0:site (https://example.org)",
                "![a picture](https://example.org/x.png) | 0:a picture"
            })
    void a_text_becomes_paragraphs_with_their_indent(String markdown, String paragraphs) throws IOException {
        assertThat(document(markdown).getParagraphs().stream()
                        .map(paragraph -> Math.max(0, paragraph.getIndentationLeft()) + ":" + paragraph.getText())
                        .collect(Collectors.joining(" / ")))
                .isEqualTo(paragraphs);
    }

    @Test
    void a_heading_is_one_and_what_follows_is_not() throws IOException {
        List<XWPFParagraph> paragraphs = document("## Congress\n\nText").getParagraphs();
        assertThat(paragraphs).extracting(XWPFParagraph::getText).containsExactly("Congress", "Text");
        assertThat(paragraphs).extracting(XWPFParagraph::getStyle).containsExactly("Heading3", null);
    }

    @Test
    void strong_is_bold_and_emphasis_italic_as_far_as_they_go() throws IOException {
        assertThat(looks("a **b _c_ d** e _f_ g")).containsExactly("a ", "b:b ", "bi:c", "b: d", " e ", "i:f", " g");
    }

    @Test
    void a_hard_break_stays_in_its_paragraph() throws IOException {
        assertThat(document("one  \ntwo").getParagraphs())
                .singleElement()
                .satisfies(paragraph -> assertThat(paragraph.getText()).isEqualTo("one\ntwo".replace("\\\n", "\n")));
    }

    @Test
    void a_table_has_its_cells_and_the_text_after_it_is_outside() throws IOException {
        XWPFDocument document = document("| what | many |\n|---|---|\n| slots | **20** |\n\nafter");
        XWPFTable table = document.getTables().getFirst();
        assertThat(table.getRows())
                .extracting(row -> row.getTableCells().stream()
                        .map(cell -> cell.getText().strip())
                        .collect(Collectors.joining("|")))
                .containsExactly("what|many", "slots|20");
        assertThat(document.getParagraphs()).extracting(XWPFParagraph::getText).contains("after");
    }

    private static List<String> looks(String markdown) throws IOException {
        return document(markdown).getParagraphs().getFirst().getRuns().stream()
                .map(MarkdownToDocxTest::look)
                .toList();
    }

    private static String look(XWPFRun run) {
        String look = (run.isBold() ? "b" : "") + (run.isItalic() ? "i" : "");
        return look.isEmpty() ? run.text() : look + ":" + run.text();
    }

    private static XWPFDocument document(String markdown) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            Markdown.parse(markdown.replace("\\n", "\n")).accept(new MarkdownToDocx(document));
            return document;
        }
    }
}
