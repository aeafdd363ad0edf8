package org.crimealliance.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** What was expected and what came out, step by step. Every "got" has been read back from the platform. */
public final class Ledger {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** One figure; it is met when both texts are the same. */
    public record Figure(String name, String expected, String got) {

        public boolean met() {
            return expected.equals(got);
        }
    }

    /** What happens in one step. */
    @FunctionalInterface
    public interface Play {
        void play(Step step) throws Exception;
    }

    /** One row of the scenario. */
    public final class Step {

        private final String title;
        private final List<Figure> figures = new ArrayList<>();
        private String happened = "";
        private Duration took = Duration.ZERO;

        private Step(String title) {
            this.title = title;
        }

        /** Says in a few words what was done. */
        void happened(String words) {
            happened = happened.isEmpty() ? words : happened + "; " + words;
        }

        /** Compares a figure that was read back. */
        public void figure(String name, Object expected, Object got) {
            Figure figure = new Figure(name, String.valueOf(expected), String.valueOf(got));
            figures.add(figure);
            progress.println("   " + (figure.met() ? "ok   " : "MISS ") + name + ": " + figure.got()
                    + (figure.met() ? "" : " (expected " + figure.expected() + ")"));
        }

        /** Reads a figure again and again until it is as expected, or until the limit. */
        public void await(String name, Object expected, Supplier<?> reading) {
            Object[] got = {reading.get()};
            Patience.until(limit, () -> {
                got[0] = reading.get();
                return Objects.equals(String.valueOf(expected), String.valueOf(got[0]));
            });
            figure(name, expected, got[0]);
        }

        public String title() {
            return title;
        }

        public String whatHappened() {
            return happened;
        }

        public List<Figure> figures() {
            return List.copyOf(figures);
        }

        public Duration took() {
            return took;
        }
    }

    private final PrintStream progress;
    private final Duration limit;
    private final List<Step> steps = new ArrayList<>();

    public Ledger(PrintStream progress) {
        this(progress, LIMIT);
    }

    /** {@code limit}: how long an effect in another service may take before its figure counts as missed. */
    Ledger(PrintStream progress, Duration limit) {
        this.progress = progress;
        this.limit = limit;
    }

    /** Plays a step and keeps its time; a failure is kept as a missed figure and thrown on. */
    public void step(String title, Play play) {
        Step step = new Step(title);
        steps.add(step);
        progress.println(title);
        long start = System.nanoTime();
        try {
            play.play(step);
        } catch (Exception | AssertionError e) {
            step.figure("step played to its end", "yes", "no: " + e);
            throw e instanceof RuntimeException already ? already : new IllegalStateException(e);
        } finally {
            step.took = Duration.ofNanos(System.nanoTime() - start);
        }
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** How many figures are not as expected. */
    public long missed() {
        return figures().stream().filter(figure -> !figure.met()).count();
    }

    public List<Figure> figures() {
        return steps.stream().flatMap(step -> step.figures().stream()).toList();
    }

    /** The table: step, what happened, expected, got, seconds. */
    public void print(PrintStream out) {
        new Table(out).print(steps);
    }
}
