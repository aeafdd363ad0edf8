package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions and images are taken by exact tags, and {@code .ci/pin} fills in what the tags stand for. */
class PinnedIT {

    private static final Path ROOT = Stack.findRoot();
    private static final String WORKFLOW = ".github/workflows/build.yml";
    private static final String DIGEST = "sha256:" + "7".repeat(64);
    private static final String COMMIT = "2".repeat(40);

    @TempDir
    Path clone;

    @Test
    void every_action_has_an_exact_tag() throws Exception {
        assertThat(uses(ROOT))
                .isNotEmpty()
                .allMatch(uses ->
                        uses.matches("[a-z-]+/[a-z-]+@(v\\d+\\.\\d+\\.\\d+|[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+)"));
        try (var lines = Files.lines(ROOT.resolve(WORKFLOW))) {
            assertThat(lines.filter(line -> line.contains("aquasec/trivy"))).allMatch(line -> line.contains(":0."));
        }
    }

    @Test
    void digests_are_filled_in_once_and_again() throws Exception {
        for (String file : List.of("docker-compose.yml", "Dockerfile", WORKFLOW, ".ci/pin")) {
            Files.createDirectories(clone.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), clone.resolve(file));
        }
        says("docker", DIGEST);
        says("git", "1".repeat(40) + "\trefs/tags/v1\n" + COMMIT + "\trefs/tags/v1^{}");
        pin(0);
        String compose = Files.readString(clone.resolve("docker-compose.yml"));
        assertThat(uses(clone)).isNotEmpty().allMatch(uses -> uses.matches(".*@" + COMMIT + " # v\\d+\\.\\d+\\.\\d+"));
        try (Stream<String> lines = compose.lines()) {
            assertThat(lines.filter(line -> line.contains(" image: ") && !line.contains("alliance/")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("@" + DIGEST));
        }
        assertThat(Files.readString(clone.resolve("Dockerfile"))).contains("-noble@" + DIGEST + " AS unpacked");
        pin(0);
        assertThat(Files.readString(clone.resolve("docker-compose.yml"))).isEqualTo(compose);
        says("docker", "no such image");
        pin(1);
        assertThat(Files.readString(clone.resolve("docker-compose.yml"))).isEqualTo(compose);
    }

    private static List<String> uses(Path root) throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve(WORKFLOW))) {
            return lines.filter(line -> line.contains("uses: "))
                    .map(line -> line.substring(line.indexOf("uses: ") + 6))
                    .toList();
        }
    }

    /** In the place of a program that asks the network. */
    private void says(String program, String answer) throws IOException {
        Path file = Files.createDirectories(clone.resolve("bin")).resolve(program);
        Files.writeString(file, "#!/bin/sh\ncat <<'E'\n" + answer + "\nE\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void pin(int status) throws Exception {
        ProcessBuilder pin = new ProcessBuilder(clone.resolve(".ci/pin").toString()).redirectErrorStream(true);
        pin.environment().put("PATH", clone.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = pin.redirectOutput(clone.resolve("output").toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(clone.resolve("output")))
                .isEqualTo(status);
    }
}
