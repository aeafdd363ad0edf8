package org.crimealliance.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers a process by its pid and the moment it began: a pid alone may belong to somebody else after a restart of the
 * machine, and nothing of somebody else's is ever stopped.
 */
final class PidFile {

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) {
        AtomicFiles.write(file, process.pid() + " " + beginning(process));
    }

    /** The process that was written here, if it still runs. */
    Optional<ProcessHandle> running() {
        String[] remembered;
        try {
            remembered = Files.readString(file).strip().split(" ", 2);
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (remembered.length < 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(remembered[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> beginning(process).equals(remembered[1]));
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String beginning(ProcessHandle process) {
        // Linux: clock ticks since boot, which a correction of the machine's time does not move
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return "ticks:" + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException notLinux) {
            return process.info().startInstant().map(Object::toString).orElse("unknown:" + process.pid());
        }
    }
}
