package org.crimealliance.platform.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.assertj.core.api.SoftAssertions;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PdfRendererTest {

    private static final Instant TIME = Instant.parse("2020-12-07T14:30:00Z");
    private static final PdfRenderer RENDERER = new PdfRenderer();

    @Test
    void is_tagged_archivable_and_tells_when_it_was_made() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(render("<p>Text</p>"))) {
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentCatalog().getOutputIntents()).hasSize(1);
            assertThat(pdf.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo(TIME);
            assertThat(pdf.getDocumentCatalog().getMetadata().toByteArray())
                    .asString()
                    .contains("<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>U</pdfaid:conformance>")
                    .contains("<xmp:CreateDate>2020-12-07T14:30:00Z</xmp:CreateDate>");
        }
    }

    @Test
    void the_same_page_gives_the_same_bytes() {
        String page = "<p>Łucja <b>bold</b> <i>italic</i> 東京 한국 مثال</p><table><thead><tr><th>a</th></tr></thead>"
                + "<tbody><tr><td>b</td></tr></tbody></table>";
        assertThat(render(page)).isEqualTo(render(page)).isEqualTo(page(new PdfRenderer(), page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Żółć Şğı Ñandú Đặng Ålesund",
                "Организация Пример",
                "Οργανισμός",
                "中文机构",
                "日本の団体コングレス",
                "한국 단체",
                "Հայ կազմակերպություն",
                "საქართველო",
                "ኢትዮጵያ",
                "องค์กรไทย",
                "संगठन",
                "সংগঠন",
                "அமைப்பு",
                "ਸੰਗਠਨ",
                "સંગઠન",
                "సంస్థ",
                "ಸಂಸ್ಥೆ",
                "സംഘടന",
                "සංවිධානය",
                "ອົງການ",
                "អង្គការ",
                "အဖွဲ့",
                "ארגון לדוגמה",
                "منظمة العدالة",
                "سازمان پژوهش گیتی",
                "جمعية العدالة 12 لعام 2021",
                "Verein العدالة Wien"
            })
    void a_name_prints_and_can_be_copied_back(String name) throws IOException {
        assertThat(text(render("<p>" + name + "</p>"))).isEqualTo(name);
    }

    @Test
    void letters_from_right_to_left_are_joined_and_in_visual_order() throws IOException {
        // seen from the left: teh marbuta, meem, zah, noon, meem
        assertThat(seen(render("<p>منظمة</p>"))).isEqualTo("\ufe94\ufee4\ufec8\ufee8\ufee3");
        assertThat(seen(render("<p>שלום (א)</p>"))).isEqualTo("(א) םולש");
        assertThat(seen(render("<p>Haus שלום 12 אב ende</p>"))).isEqualTo("Haus בא 12 םולש ende");
        assertThat(seen(render("<p dir=\"rtl\">שלום Haus</p>"))).isEqualTo("Haus םולש");
    }

    @ParameterizedTest
    @CsvSource({"𓀀 Gardiner, □ Gardiner", "🫠 melting, □ melting", "be\u0007ll, be\ufffdll"})
    void what_no_font_has_is_seen_to_be_missing(String name, String printed) throws IOException {
        assertThat(text(render("<p>" + name + "</p>"))).isEqualTo(printed);
    }

    @Test
    void emoji_print_without_colour_or_as_a_box() throws IOException {
        assertThat(text(render("<p>😀 👍🏽 ❤️</p>")))
                .startsWith("😀")
                .contains("❤")
                .doesNotContain("#");
    }

    @Test
    void letters_that_came_apart_from_their_accents_are_put_together() throws IOException {
        String name = "Łódź São 한국";
        assertThat(text(render("<p>" + Normalizer.normalize(name, Normalizer.Form.NFD) + "</p>")))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monospace", "serif", "sans-serif", "cursive", "fantasy", "'No Such Font'", "inherit"})
    void text_in_any_family_prints_and_so_do_the_pages_after_it(String family) throws IOException {
        String page = "<p style=\"font-family: " + family + "\">Text <code>code</code></p><pre>pre</pre>"
                + "<p style=\"page-break-before: always\">second page</p>";
        try (PDDocument pdf = Loader.loadPDF(render(page))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(pdf)).contains("Text code", "pre", "second page");
        }
    }

    @Test
    void bold_and_italic_have_fonts_of_their_own() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(render("<p>a <b>b</b> <i>c</i></p>"))) {
            assertThat(fonts(pdf).stream().map(PDFont::getName))
                    .anyMatch(name -> name.endsWith("NotoSans-Bold"))
                    .anyMatch(name -> name.endsWith("NotoSans-Italic"));
        }
    }

    @Test
    void only_the_glyphs_of_the_text_are_embedded() throws IOException {
        byte[] latin = render("<p>Sample Organisation <b>bold</b></p>");
        assertThat(latin.length).isLessThan(40 * 1024);
        byte[] chinese = render("<p>中文机构</p>");
        assertThat(chinese.length).isLessThan(60 * 1024);
        try (PDDocument pdf = Loader.loadPDF(chinese)) {
            assertThat(fonts(pdf)).allMatch(PDFont::isEmbedded);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name ", "名", "اسم ", "한", "ชื่อ", "😀", "W"})
    void five_hundred_characters_print(String part) throws IOException {
        String name = part.repeat(500 / part.length());
        String printed = text(render("<p style=\"word-wrap: break-word\">" + name + "</p>"));
        assertThat(printed.replaceAll("\\s", "")).hasSameSizeAs(name.replaceAll("\\s", ""));
    }

    @Test
    void no_text_keeps_a_page_from_being_printed() {
        SoftAssertions all = new SoftAssertions();
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i += 5) {
            List<String> some = texts.subList(i, Math.min(i + 5, texts.size())).stream()
                    .map(PdfRendererTest::escaped)
                    .toList();
            all.assertThatCode(() -> RENDERER.render(odd(some), TIME))
                    .as("%s", some)
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    private static String odd(List<String> texts) {
        return "<!DOCTYPE html><html lang=\"en\"><head><title>" + texts.getFirst() + "</title>"
                + "<meta name=\"description\" content=\"Test\"/></head><body>"
                + "<style>td, p { word-wrap: break-word }</style><h1>" + texts.getFirst() + "</h1>"
                + texts.stream()
                        .map(text -> "<p><bdi>" + text + "</bdi></p><p>a <b>" + text + "</b> z</p><table><tr><td>"
                                + text + "</td><td>" + text + "</td></tr></table><ol><li>" + text + "</li></ol>")
                        .collect(Collectors.joining())
                + "</body></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Test
    void nothing_is_fetched() throws IOException {
        assertThat(text(render("<p>a<img src=\"http://127.0.0.1:1/x.png\" alt=\"x\"/>b</p>")))
                .contains("a", "b");
    }

    @Test
    void many_threads_print_at_once() throws Exception {
        String page = "<p>Sample <b>bold</b> 東京 한국 مثال</p>";
        byte[] expected = render(page);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(() -> render(page));
            }
            for (Future<byte[]> printed : threads.invokeAll(all)) {
                assertThat(printed.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_sheet_of_all_scripts_to_look_at() throws IOException {
        byte[] sheet = render("<h1>Scripts</h1><p>منظمة العدالة · سازمان پژوهش گیتی · جَمْعِيَّة</p><p>ארגון לדוגמה ·"
                + " שָׁלוֹם</p><p>中文机构 · 日本の団体 · 한국 단체</p><p>संगठन हिन्दी क्षेत्र · সংগঠন · அமைப்பு · ਸੰਗਠਨ ·"
                + " સંગઠન</p><p>องค์กรไทย ที่ ปู่ · ອົງການ · អង្គការ · အဖွဲ့</p><p>Հայ · საქართველო · ኢትዮጵያ</p><p>😀 🎉 👍"
                + " ❤ □ 𓀀</p><p>جمعية العدالة 12 لعام 2021 (Wien) نص</p><code>code</code>");
        Files.write(Path.of("target", "scripts.pdf"), sheet);
        assertThat(sheet.length).isLessThan(512 * 1024);
    }

    private static byte[] render(String body) {
        return page(RENDERER, body);
    }

    private static byte[] page(PdfRenderer renderer, String body) {
        return renderer.render(
                "<!DOCTYPE html><html lang=\"en\"><head><title>Test</title><meta name=\"description\""
                        + " content=\"Test\"/></head><body>" + body + "</body></html>",
                TIME);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).strip();
        }
    }

    /** The glyphs' characters from left to right. */
    private static String seen(byte[] pdf) throws IOException {
        List<TextPosition> glyphs = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    glyphs.add(text);
                }
            }.getText(document);
        }
        StringBuilder seen = new StringBuilder();
        glyphs.stream()
                .sorted((a, b) -> Float.compare(a.getX(), b.getX()))
                .forEach(glyph -> seen.append(glyph.getUnicode()));
        return seen.toString();
    }

    private static List<PDFont> fonts(PDDocument pdf) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        Iterable<COSName> names = pdf.getPage(0).getResources().getFontNames();
        for (COSName name : StreamSupport.stream(names.spliterator(), false).toList()) {
            fonts.add(pdf.getPage(0).getResources().getFont(name));
        }
        return fonts;
    }
}
