package org.crimealliance.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;

/** Measures on a stack of its own, beside the one that somebody may be using, and deletes it afterwards. */
public final class Bench {

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
        delete(data);
        Stack stack = Stack.of(new Stack.Options(root, data, Stack.freePortBase()).withCacheTraining());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        Report report = new Report();
        long began = System.nanoTime();
        stack.start(Set.of("backbone"), System.out::println);
        new MechanicsBench(stack, report).run();
        stack.stop(line -> {});
        report.appendTo(root.resolve("docs/benchmarks.md"), "./alliance bench", (System.nanoTime() - began) / 1e9);
        System.out.println("Appended to docs/benchmarks.md");
        delete(data);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
