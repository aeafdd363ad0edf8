package org.crimealliance.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crimealliance.stack.Stack;

/** What the operating system says of the machine and of the stack's processes; Linux only, elsewhere "?" and -1. */
final class Processes {

    private static final double MICROS_A_TICK = 10_000; // the kernel's interface counts in hundredths of a second

    private Processes() {}

    /** The load averages of the last 1, 5 and 15 minutes. */
    static String load() {
        try {
            String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ");
            return fields[0] + " " + fields[1] + " " + fields[2];
        } catch (IOException notLinux) {
            return "?";
        }
    }

    /** Processor time that a process has used so far, in microseconds. */
    static double cpuMicros(Stack stack, String name) {
        long pid = status(stack, name).pid();
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" "); // the name may have blanks
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
        } catch (IOException notLinux) {
            return Double.NaN;
        }
    }

    static long residentMb(Stack stack) {
        return stack.status().stream().mapToLong(Stack.Status::residentMb).sum();
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stack.Status status(Stack stack, String name) {
        return stack.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
