package org.crimealliance.event.programme;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    private final Prints latest = new Prints();
    private final Prints older = new Prints();
    private final ConcurrentMap<String, Integer> versions = new ConcurrentHashMap<>();

    PdfExport(TemplateEngine templates) {
        this.templates = templates;
    }

    /** Whoever reads what an older version said keeps nobody from what is true now. */
    byte[] of(Programme programme) {
        int newest = versions.merge(programme.congressId(), programme.version(), Math::max);
        return (programme.version() == newest ? latest : older).of(programme);
    }

    /** Printed once for all who ask at the same time or later; nobody waits for what is printed already. */
    private final class Prints {

        private final Map<Programme, byte[]> kept = Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75F, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Programme, byte[]> eldest) {
                return size() > KEPT;
            }
        });
        private final Lock printing = new ReentrantLock(true);

        byte[] of(Programme programme) {
            byte[] known = kept.get(programme);
            return known == null ? printedInTurn(programme) : known;
        }

        private byte[] printedInTurn(Programme programme) {
            waitForTurn();
            try {
                byte[] known = kept.get(programme); // printed while this one waited
                byte[] pdf = known == null ? printed(programme) : known;
                kept.put(programme, pdf);
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
