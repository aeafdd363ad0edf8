package org.crimealliance.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The same minutes as page, PDF and DOCX. */
class MinutesPrintTest {

    private static final MinutesPdf PDF = new MinutesPdf(Clock.systemUTC());

    private static final MinutesDocument MINUTES = new MinutesDocument(
            "Informal meeting <b>of the Alliance</b>",
            "11/2020",
            "Video conference",
            "7 December 2020, 15:30–17:00 (Europe/Vienna, GMT+1)",
            List.of(new MinutesDocument.Group("Alliance", List.of("Delegate A", "Łucja Ó, Chair"))),
            List.of(new MinutesDocument.Group(
                    "Alliance",
                    List.of(
                            "Honorary Member B",
                            "منظمة العدالة",
                            "ארגון",
                            "中文机构",
                            "日本の団体",
                            "한국 단체",
                            "संगठन",
                            "องค์กร"))),
            List.of("Reports", "Tour de table", "Date of the next meeting"),
            List.of(new MinutesDocument.Chapter(
                    "Reports",
                    List.of(new MinutesDocument.Speech(
                            "Chair",
                            "## Congress\n\n"
                                    + "The *hybrid* Congress:\n\n"
                                    + "- four slots\n"
                                    + "- **five** meetings\n\n"
                                    + "1. first\n"
                                    + "2. second\n\n"
                                    + "| what | many |\n"
                                    + "|---|---|\n"
                                    + "| slots | 20 |\n\n"
                                    + "> quoted <script>alert(1)</script>\n\n"
                                    + "`code`\n\n"
                                    + "<div>raw & all</div>")),
                    List.of("Shall it be adopted? Carried (5 yes, 1 no, 0 abstained, 6 present)."))),
            new MinutesDocument.Report(
                    "Treasurer's figures as of 7 December 2020",
                    List.of(new MinutesDocument.Line("Ordinary members", "56"))),
            List.of(new MinutesDocument.Speech("Delegate A (Alliance)", "Мир, שלום, Ελλάδα & 東京 🙂")),
            List.of("Send the briefing (Secretary, until 14 January 2021)"),
            "Informal meeting 1/2021: 14 January 2021 (tentative)");

    @Test
    void the_page_shows_everything_as_text() {
        assertThat(html())
                .contains(
                        "11/2020",
                        "Łucja Ó, Chair",
                        "Honorary Member B",
                        "56",
                        "14 January 2021 (tentative)",
                        "<strong>five</strong>")
                .contains("Informal meeting &lt;b&gt;of the Alliance&lt;/b&gt;")
                .doesNotContain("<script");
    }

    @Test
    void the_pdf_is_tagged_and_has_the_text() throws IOException {
        byte[] pdf = PDF.print(html());
        Files.write(Path.of("target", "sample-minutes.pdf"), pdf);
        assertThat(pdf.length).isLessThan(512 * 1024);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "11/2020",
                            "Łucja Ó, Chair",
                            "Ordinary members",
                            "56",
                            "five",
                            "Мир, שלום, Ελλάδα & 東京 □",
                            "Honorary Member B",
                            "منظمة العدالة",
                            "ארגון",
                            "中文机构",
                            "日本の団体",
                            "한국 단체",
                            "संगठन",
                            "องค์กร",
                            "Send the briefing",
                            "14 January 2021 (tentative)");
        }
    }

    @Test
    void the_docx_has_the_text_with_headings() throws IOException {
        byte[] docx = new MinutesDocx().write(MINUTES, "Draft");
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
            assertThat(document.getParagraphs().getFirst().getStyle()).isEqualTo("Heading1");
            assertThat(new XWPFWordExtractor(document).getText())
                    .contains(
                            "11/2020",
                            "Łucja Ó, Chair",
                            "Ordinary members",
                            "56",
                            "• four slots",
                            "2. second",
                            "slots",
                            "20",
                            "<div>raw & all</div>",
                            "14 January 2021 (tentative)");
        }
    }

    private static String html() {
        return html(MINUTES);
    }

    private static String html(MinutesDocument minutes) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return new MinutesPage(engine).html(minutes, "Draft");
    }

    @Tag("slow")
    @Test
    void no_text_keeps_minutes_from_being_printed() {
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i += 10) {
            List<String> t = texts.subList(i, i + 10);
            MinutesDocument odd = new MinutesDocument(
                    t.get(0),
                    t.get(1),
                    t.get(2),
                    t.get(3),
                    List.of(new MinutesDocument.Group(t.get(4), List.of(t.get(5), t.get(6)))),
                    List.of(new MinutesDocument.Group(t.get(7), List.of(t.get(8)))),
                    List.of(t.get(9), t.get(0)),
                    List.of(new MinutesDocument.Chapter(t.get(1), spoken(t), t)),
                    new MinutesDocument.Report(t.get(2), List.of(new MinutesDocument.Line(t.get(3), t.get(4)))),
                    spoken(t),
                    t,
                    t.get(5));
            assertThatCode(() -> {
                        String page = html(odd);
                        PDF.print(page);
                        byte[] docx = new MinutesDocx().write(odd, "Draft");
                        new XWPFDocument(new ByteArrayInputStream(docx)).close();
                    })
                    .as("%s", t)
                    .doesNotThrowAnyException();
        }
    }

    private static List<MinutesDocument.Speech> spoken(List<String> texts) {
        return texts.stream()
                .map(text -> new MinutesDocument.Speech(text, text))
                .toList();
    }
}
