package org.crimealliance.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;

/** Measures on a stack of its own, beside the one that somebody may be using, and deletes it afterwards. */
public final class Bench {

    /** Stopping takes some seconds more. */
    private static final Duration LIMIT = Duration.ofSeconds(560);

    private static final String COMMAND = "./alliance bench";

    private Bench() {}

    public static void main(String[] args) throws Exception {
        int status = 0;
        try {
            measure();
        } catch (StackException e) {
            System.err.println("alliance: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void measure() throws Exception {
        Path root = Stack.findRoot();
        Path data = root.resolve(".alliance/bench");
        Processes.delete(data);
        Stack.Options options = new Stack.Options(root, data, Stack.freePortBase());
        Stack stack = Stack.of(options);
        Stack training = Stack.of(options.withCacheTraining());
        Report report = new Report();
        System.out.println(
                "Load average " + Processes.load() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        Path history = root.resolve("docs/benchmarks.md");
        long began = System.nanoTime();
        Thread limit = Thread.ofPlatform().daemon().name("limit").start(() -> {
            try {
                Thread.sleep(LIMIT);
            } catch (InterruptedException inTime) {
                return;
            }
            report.note("Stopped after " + LIMIT.toSeconds() + " s; the rows that are missing were not reached.");
            report.appendTo(history, COMMAND, (System.nanoTime() - began) / 1e9);
            System.exit(1); // the hook stops the stack
        });
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        Runtime.getRuntime().addShutdownHook(new Thread(training::close, "stop-training"));
        stack.start(Set.of("backbone"), System.out::println);
        MechanicsBench mechanics = new MechanicsBench(stack, report);
        mechanics.run();
        stack.stop(line -> {});
        Processes.delete(data); // what comes now starts with an empty store
        PlatformBench platform = new PlatformBench(stack, report, new Yardsticks(mechanics.insertsPerSecond()));
        platform.run();
        new WorkBench(stack, report).run();
        platform.memory("memory of all processes, after all this");
        report.attempt("processor time when nothing happens", platform::idle);
        stack.stop(line -> {});
        report.attempt("ready after up, second start", () -> platform.secondStart(training));
        limit.interrupt();
        limit.join();
        report.appendTo(history, COMMAND, (System.nanoTime() - began) / 1e9);
        System.out.println("Appended to docs/benchmarks.md");
        stack.stop(line -> {});
        Processes.delete(data);
    }
}
