package org.crimealliance.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine can still give, in MB. */
record Memory(long availableMb) {

    private static final long NEEDED_MB = 3000;

    static Memory ofThisMachine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return of(lines);
        } catch (IOException notLinux) {
            return of(Stream.of());
        }
    }

    /** As {@code /proc/meminfo} tells; where nothing is told, the platform may try. */
    static Memory of(Stream<String> meminfo) {
        return new Memory(meminfo.filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Long.MAX_VALUE));
    }

    void refuseIfTooLittle() {
        if (availableMb < NEEDED_MB) {
            throw new StackException("Too little memory: " + availableMb + " MB are available, the platform needs "
                    + NEEDED_MB + " MB. Close something, or give the machine more.");
        }
    }
}
