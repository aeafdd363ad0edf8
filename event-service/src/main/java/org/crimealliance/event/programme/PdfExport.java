package org.crimealliance.event.programme;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** The programme as a PDF to print: by day, in congress time. */
@Component
class PdfExport {

    /** Liberation Sans (SIL Open Font License), which comes with the PDF library. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    record Line(String time, String room, String mode, String title, String organisation, String theme) {}

    record Day(LocalDate date, List<Line> entries) {}

    private final TemplateEngine templates;

    PdfExport(TemplateEngine templates) {
        this.templates = templates;
    }

    byte[] of(Programme programme) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("programme", programme);
        context.setVariable("days", days(programme));
        String html = templates.process("programme-pdf", context);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useFont(PdfExport::font, "Programme")
                    .withHtmlContent(html, null)
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<Day> days(Programme programme) {
        ZoneId zone = programme.zone();
        Map<LocalDate, List<Line>> days = new TreeMap<>();
        programme.entries().stream()
                .sorted(Programme.BY_TIME)
                .forEach(entry -> days.computeIfAbsent(
                                entry.start().atZone(zone).toLocalDate(), day -> new ArrayList<>())
                        .add(new Line(
                                entry.start().atZone(zone).toLocalTime() + "-"
                                        + entry.end().atZone(zone).toLocalTime(),
                                entry.room(),
                                entry.mode().word(),
                                entry.title(),
                                entry.organisation(),
                                entry.theme())));
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }

    private static InputStream font() {
        InputStream font = PDDocument.class.getResourceAsStream(FONT);
        if (font == null) {
            throw new IllegalStateException("the PDF library has no " + FONT);
        }
        return font;
    }
}
