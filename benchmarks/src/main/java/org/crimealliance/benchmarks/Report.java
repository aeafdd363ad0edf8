package org.crimealliance.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table: printed while it grows, appended to the history at the end. */
final class Report {

    private static final String HEADER =
            "| what | figure | yardstick in the same run | target | |\n|---|---|---|---|---|\n";

    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final String loadBefore = Processes.load();

    /** A measurement that may fail. */
    @FunctionalInterface
    interface Measurement {
        void take() throws Exception;
    }

    /** Takes it; one that fails is a row that missed its target, and the next ones are taken all the same. */
    void attempt(String what, Measurement measurement) {
        try {
            measurement.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            row(what, "not measured: " + e.toString().replace('|', '/').replace('\n', ' '), "", "", false);
        }
    }

    /** A figure; {@code met} says whether the target is. */
    void row(String what, String figure, String yardstick, String target, boolean met) {
        add(what, figure, yardstick, target, met ? "met" : "**missed**");
    }

    /** A figure that is only there to compare others with. */
    void yardstick(String what, String figure) {
        add(what, figure, "", "", "");
    }

    void note(String note) {
        notes.add(note);
        System.out.println("- " + note);
    }

    private synchronized void add(String what, String figure, String yardstick, String target, String verdict) {
        rows.add("| " + what + " | " + figure + " | " + yardstick + " | " + target + " | " + verdict + " |");
        System.out.printf(
                "%-46s %s%s%s%n",
                what,
                figure,
                yardstick.isEmpty() ? "" : "; yardstick: " + yardstick,
                target.isEmpty() ? "" : "; target: " + target + ": " + verdict.replace("*", ""));
    }

    synchronized void appendTo(Path file, String command, double seconds) {
        StringBuilder text = new StringBuilder();
        if (!Files.exists(file)) {
            text.append("# Benchmarks\n\nWhat `./alliance bench` measured, newest last. Each figure stands beside the")
                    .append(" machine's own in the same run; compare ratios, not seconds.\n");
        }
        text.append(String.format(
                Locale.ROOT,
                "%n## %s UTC%n%n`%s`, %.0f s in all, on %d processors, Java %s, %s. Load average %s before, %s after. Store and broker are the local stack's.%n%n",
                ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)),
                command,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name"),
                loadBefore,
                Processes.load()));
        text.append(HEADER);
        rows.forEach(row -> text.append(row).append('\n'));
        if (!notes.isEmpty()) {
            text.append('\n');
            notes.forEach(note -> text.append("- ").append(note).append('\n'));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
