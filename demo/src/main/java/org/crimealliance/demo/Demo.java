package org.crimealliance.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;

/** Plays the scenario against a stack that it starts. */
public final class Demo {

    /** What stood behind {@code demo}: {@code --exit}, {@code --seed N}, {@code --out DIR}. */
    public record Wishes(boolean exit, OptionalLong seed, Optional<Path> out) {

        /** @throws StackException if something is not understood */
        public static Wishes of(List<String> args) {
            boolean exit = false;
            OptionalLong seed = OptionalLong.empty();
            Optional<Path> out = Optional.empty();
            for (int i = 0; i < args.size(); i++) {
                String arg = args.get(i);
                String value = i + 1 < args.size() ? args.get(i + 1) : "";
                switch (arg) {
                    case "--exit" -> exit = true;
                    case "--seed" -> {
                        if (!value.matches("-?[0-9]{1,18}")) {
                            throw new StackException("--seed needs a number. See ./alliance --help");
                        }
                        seed = OptionalLong.of(Long.parseLong(value));
                        i++;
                    }
                    case "--out" -> {
                        if (value.isBlank()) {
                            throw new StackException("--out needs a folder. See ./alliance --help");
                        }
                        out = Optional.of(Path.of(value));
                        i++;
                    }
                    default -> throw new StackException("Not understood: " + arg + ". See ./alliance --help");
                }
            }
            return new Wishes(exit, seed, out);
        }
    }

    private Demo() {}

    /**
     * What somebody else's store and broker hold is nobody's to clear.
     *
     * @throws StackException if there is something
     */
    public static void refuseUnlessEmpty(Stack stack) {
        if (!stack.programs().contains("store") && !stack.programs().contains("backbone")) {
            try (StoredAggregates stores = new StoredAggregates(stack.mongoUri())) {
                List<String> filled = stores.filled();
                if (!filled.isEmpty()) {
                    throw new StackException("The store that ALLIANCE_MONGODB_URI names already holds "
                            + String.join(", ", filled) + ": give an empty one");
                }
            }
        }
        if (!stack.programs().contains("broker")
                && !stack.programs().contains("backbone")
                && !EventLog.read(stack.kafka()).isEmpty()) {
            throw new StackException("The brokers that ALLIANCE_KAFKA names already hold events: give empty ones");
        }
    }

    /**
     * Starts the stack and plays.
     *
     * @param stack not yet started; the caller stops it, also on Ctrl-C
     * @return the process's exit status: 0 only if every expected figure was met
     */
    public static int run(Stack stack, Wishes wishes) {
        long seed = wishes.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(1_000_000));
        PrintStream out = System.out;
        out.println("Seed " + seed + " (it decides when each service is killed; --seed " + seed + " repeats it)");
        stack.clock().set(Stage.vienna("2020-10-01T08:00"));
        stack.start(out::println);
        Ledger ledger = perform(stack, seed, new Output(wishes.out()), out);
        out.println();
        ledger.print(out);
        conclude(stack, ledger, seed, out);
        if (!wishes.exit()) {
            out.println("The platform keeps running. Ctrl-C stops it.");
            awaitCtrlC();
        }
        return ledger.missed() == 0 ? 0 : 1;
    }

    /** All acts and the invariants, which are checked even if an act broke off; the ledger tells the rest. */
    static Ledger perform(Stack stack, long seed, Output output, PrintStream progress) {
        Ledger ledger = new Ledger(progress);
        Api api = new Api(URI.create(stack.gateway()), stack.secrets().folder());
        Mailbox mails = new Mailbox(URI.create(stack.caughtMail()));
        Stage stage = new Stage(stack, api, mails, ledger, new Kills(stack, seed), new Promises(), output);
        try {
            play(stage);
        } catch (RuntimeException e) {
            progress.println("The play broke off: " + e);
        }
        try {
            new Invariants(stage).play();
        } catch (RuntimeException e) {
            progress.println("The invariants could not all be checked: " + e);
        }
        output.mails(mails);
        output.report(ledger, seed);
        return ledger;
    }

    /** The acts in their order; what one act leaves behind is what the next one takes. */
    private static void play(Stage stage) {
        new Register(stage).play();
        Meetings meetings = new Calendar(stage).play();
        Applications.Received applications = new Applications(stage, meetings).play();
        new InvoiceRun(stage).play();
        new InformalMeeting(stage, meetings).play();
        BoardMeeting.Decided decided = new BoardMeeting(stage, meetings, applications).play();
        new Admissions(stage, meetings, decided).play();
        Congress.Opened congress = new Congress(stage).play();
        new Reconfirmation(stage, congress).play();
        new Programme(stage, congress).play();
        new Registrations(stage, congress).play();
    }

    private static void conclude(Stack stack, Ledger ledger, long seed, PrintStream out) {
        int all = ledger.figures().size();
        out.println();
        out.println(
                ledger.missed() == 0
                        ? "All " + all + " figures are as expected (seed " + seed + ")."
                        : ledger.missed() + " of " + all + " figures are NOT as expected (seed " + seed + ").");
        out.println();
        out.println("Portal and API   " + stack.gateway());
        out.println("Caught mail      " + stack.caughtMail());
        out.println("Sign in as");
        stack.secrets()
                .logins()
                .forEach((role, login) -> out.println(
                        String.format(Locale.ROOT, "  %-17s %-44s %s", role, login.email(), login.password())));
    }

    private static void awaitCtrlC() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
