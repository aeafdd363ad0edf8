package org.crimealliance.event.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.xml.parsers.DocumentBuilderFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.programme.Programme.Entry;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
class PdfExportTest {

    private static final List<String> NAMES =
            List.of("منظمة العدالة", "ארגון לדוגמה", "中文机构", "日本の団体", "한국 단체", "संगठन", "องค์กรไทย", "Łucja 😀");
    private static final PdfExport EXPORT = new PdfExport(templates());
    private static final Instant FIRST = Instant.parse("2021-03-07T00:00:00Z");

    @Test
    void days_times_and_names_stand_in_words_and_in_their_scripts() throws IOException {
        byte[] pdf = pdf(programme(ZoneId.of("Asia/Tokyo"), 60));
        Files.write(Path.of("target", "sample-programme.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("All times are Tokyo time (Asia/Tokyo).", "Sunday 7 March 2021", "09:00-10:00")
                    .contains(NAMES);
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
        }
    }

    @Test
    void a_table_that_goes_on_repeats_its_header_and_no_page_ends_with_one() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(programme(ZoneId.of("Asia/Tokyo"), 60)))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                List<String> lines = stripper.getText(document).lines().toList();
                int header = lines.indexOf("Time Place Meeting");
                assertThat(header).isNotNegative();
                assertThat(lines.subList(header, lines.size())).hasSizeGreaterThan(2);
            }
        }
    }

    @Test
    void a_zone_without_a_city_is_named_as_it_is() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(programme(ZoneId.of("UTC"), 1)))) {
            assertThat(new PDFTextStripper().getText(document)).contains("All times are UTC.");
        }
    }

    @Test
    @Timeout(15) // s; others would be waited for twenty
    void who_asks_for_older_versions_keeps_nobody_from_the_latest() throws Exception {
        Held held = new Held();
        PdfExport export = new PdfExport(templates(held));
        List<Programme> versions = new ArrayList<>();
        Programme before = programme(ZoneId.of("UTC"), 1);
        for (int i = 0; i < 11; i++) {
            versions.add(before);
            before = before.next(i % 2 == 0 ? List.of() : versions.getFirst().entries(), FIRST.plus(Duration.ofDays(i)))
                    .programme();
        }
        byte[] latest = export.of(versions.getLast());
        versions.subList(0, 9).forEach(export::of);
        assertThat(export.of(versions.getLast())).as("kept").isSameAs(latest);

        held.holds(true);
        Thread printer = Thread.ofVirtual().start(() -> export.of(versions.get(9)));
        held.waitFor();
        assertThat(export.of(versions.getLast())).isSameAs(latest);
        assertThat(export.of(versions.get(8))).as("what is printed already").isNotEmpty();
        held.holds(false);
        printer.join();
    }

    /** A template that is not given out for a while. */
    private static final class Held extends ClassLoaderTemplateResolver {

        private final Semaphore asked = new Semaphore(0);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        private Held() {
            setCacheable(false);
        }

        void holds(boolean held) {
            gate.countDown();
            gate = new CountDownLatch(held ? 1 : 0);
            asked.drainPermits();
        }

        void waitFor() throws InterruptedException {
            asked.acquire();
        }

        @Override
        protected ITemplateResource computeTemplateResource(
                IEngineConfiguration configuration,
                String owner,
                String template,
                String name,
                String encoding,
                Map<String, Object> attributes) {
            asked.release();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.computeTemplateResource(configuration, owner, template, name, encoding, attributes);
        }
    }

    private static Programme programme(ZoneId zone, int meetings) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < meetings; i++) {
            String name = NAMES.get(i % NAMES.size());
            Instant start = FIRST.plus(Duration.ofDays(i / 40)).plus(Duration.ofHours(i % 40 / 5));
            entries.add(new Entry(
                    "m" + i,
                    "AM" + i,
                    "Ancillary meeting of " + name,
                    name,
                    "Education",
                    i % 2 == 0 ? Mode.HYBRID : Mode.VIRTUAL,
                    start,
                    start.plus(Duration.ofHours(1)),
                    "Room " + i % 5,
                    List.of(),
                    "",
                    0));
        }
        return Programme.none("c", "Congress", zone).next(entries, FIRST).programme();
    }

    private static byte[] pdf(Programme programme) {
        return EXPORT.of(programme);
    }

    private static SpringTemplateEngine templates() {
        return templates(new ClassLoaderTemplateResolver());
    }

    private static SpringTemplateEngine templates(ClassLoaderTemplateResolver resolver) {
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    @Test
    void no_text_keeps_a_programme_from_being_published_in_any_form() {
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i += 50) {
            Programme odd = odd(texts.subList(i, i + 50));
            assertThatCode(() -> everyForm(odd)).as("%s", odd).doesNotThrowAnyException();
        }
    }

    private static Programme odd(List<String> texts) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 5) {
            entries.add(new Entry(
                    UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString(),
                    texts.get(i),
                    texts.get(i + 1),
                    texts.get(i + 2),
                    texts.get(i + 3),
                    Mode.HYBRID,
                    FIRST,
                    FIRST.plus(Duration.ofHours(1)),
                    texts.get(i + 4),
                    List.of(),
                    "",
                    0));
        }
        return Programme.none("c", texts.getFirst(), ZoneId.of("Asia/Tokyo"))
                .next(entries, FIRST)
                .programme();
    }

    private static void everyForm(Programme programme) throws Exception {
        pdf(programme);
        CsvExport.of(programme).getBytes(StandardCharsets.UTF_8);
        new CalendarBuilder()
                .build(new ByteArrayInputStream(CalendarExport.of(programme).getBytes(StandardCharsets.UTF_8)));
        FrabExport frab = new FrabExport(programme, ProgrammeTest.congress(), "https://example.org/programme");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(frab.xml().getBytes(StandardCharsets.UTF_8)));
        JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(frab.json(JsonMapper.shared())));
    }
}
