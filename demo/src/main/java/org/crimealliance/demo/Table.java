package org.crimealliance.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.demo.Ledger.Step;

/** Prints the ledger in columns that a terminal of 150 characters takes. */
final class Table {

    private static final int[] WIDTHS = {28, 44, 34, 26, 8};

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void print(List<Step> steps) {
        rule();
        row("step", "what happened", "expected", "got", "seconds");
        rule();
        for (Step step : steps) {
            List<String> left = wrap(step.title(), WIDTHS[0]);
            List<String> happened = wrap(step.whatHappened(), WIDTHS[1]);
            List<String> expected = new ArrayList<>();
            List<String> got = new ArrayList<>();
            for (Figure figure : step.figures()) {
                List<String> first = wrap(figure.name() + " " + figure.expected(), WIDTHS[2]);
                List<String> second = wrap((figure.met() ? "" : "! ") + figure.got(), WIDTHS[3]);
                int lines = Math.max(first.size(), second.size());
                for (int line = 0; line < lines; line++) {
                    expected.add(at(first, line));
                    got.add(at(second, line));
                }
            }
            int lines = Math.max(Math.max(left.size(), happened.size()), Math.max(1, expected.size()));
            String seconds = String.format(Locale.ROOT, "%7.1f", step.took().toMillis() / 1000.0);
            for (int line = 0; line < lines; line++) {
                row(at(left, line), at(happened, line), at(expected, line), at(got, line), line == 0 ? seconds : "");
            }
            rule();
        }
    }

    private void row(String... cells) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.length; column++) {
            line.append(' ').append(cells[column]);
            line.append(" ".repeat(Math.max(0, WIDTHS[column] - cells[column].length())))
                    .append(" |");
        }
        out.println(line);
    }

    private void rule() {
        StringBuilder line = new StringBuilder("+");
        for (int width : WIDTHS) {
            line.append("-".repeat(width + 2)).append('+');
        }
        out.println(line);
    }

    private static String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            while (rest.length() > width) {
                if (!line.isEmpty()) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
