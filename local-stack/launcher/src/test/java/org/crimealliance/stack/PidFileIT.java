package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileIT {

    @TempDir
    Path folder;

    @Test
    void finds_the_process_that_was_written() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        PidFile file = new PidFile(folder.resolve("sleeper.pid"));
        file.write(sleeper.toHandle());
        assertThat(file.running()).map(ProcessHandle::pid).contains(sleeper.pid());
        sleeper.destroyForcibly().waitFor();
        assertThat(file.running()).isEmpty();
    }

    @Test
    void never_takes_a_stranger_with_the_same_pid_for_ours() throws IOException {
        PidFile file = new PidFile(folder.resolve("recycled.pid"));
        Files.writeString(
                folder.resolve("recycled.pid"), ProcessHandle.current().pid() + " ticks:1");
        assertThat(file.running()).isEmpty();
    }

    @Test
    void half_a_file_is_no_process() throws IOException {
        PidFile file = new PidFile(folder.resolve("half.pid"));
        Files.writeString(
                folder.resolve("half.pid"),
                Long.toString(ProcessHandle.current().pid()));
        assertThat(file.running()).isEmpty();
    }
}
