package org.crimealliance.event.programme;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.crimealliance.platform.document.PdfRenderer;
import org.crimealliance.platform.time.ZoneNames;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** The programme as a PDF to print: by day, in congress time. */
@Component
class PdfExport {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

    record Line(String time, String room, String mode, String title, String organisation, String theme) {}

    record Day(String date, List<Line> entries) {}

    private static final int KEPT = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TemplateEngine templates;
    private final PdfRenderer renderer = new PdfRenderer();
    private final SequencedMap<Programme, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75F, true);

    private final Lock printing = new ReentrantLock(true);

    PdfExport(TemplateEngine templates) {
        this.templates = templates;
    }

    /** Printed once for all who ask at the same time or later. */
    byte[] of(Programme programme) {
        waitForTurn();
        try {
            byte[] pdf = kept.computeIfAbsent(programme, this::printed);
            if (kept.size() > KEPT) {
                kept.remove(kept.firstEntry().getKey());
            }
            return pdf;
        } finally {
            printing.unlock();
        }
    }

    private void waitForTurn() {
        try {
            if (!printing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RejectedExecutionException("too many programmes are asked for at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for a programme", e);
        }
    }

    private byte[] printed(Programme programme) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("programme", programme);
        context.setVariable("days", days(programme));
        context.setVariable("times", times(programme.zone()));
        String html = templates.process("programme-pdf", context);
        return renderer.render(html, programme.publishedAt());
    }

    /** {@code Tokyo time (Asia/Tokyo)}; a zone without a city is named as it is. */
    private static String times(ZoneId zone) {
        String id = zone.getId();
        return id.startsWith("Etc/") || !id.contains("/")
                ? ZoneNames.shown(zone)
                : "%s time (%s)".formatted(ZoneNames.shown(zone), id);
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
                .map(day -> new Day(DAY.format(day.getKey()), day.getValue()))
                .toList();
    }
}
