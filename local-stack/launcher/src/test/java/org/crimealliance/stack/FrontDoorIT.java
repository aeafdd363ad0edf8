package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever comes with the wrong machine or the wrong words gets one line that tells the way out. The {@code alliance} command
 * runs in a folder of its own, with nothing on its PATH but what a bare system has and what the test puts there.
 */
class FrontDoorIT {

    private static final List<String> BARE_SYSTEM = List.of(
            "awk",
            "bash",
            "cat",
            "cut",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "sed",
            "sh",
            "sort",
            "tail",
            "tee",
            "touch");

    @TempDir
    Path folder;

    private Path clone;
    private Path bin;
    private Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    private record Answer(int status, List<String> out, List<String> err) {

        /** What the command refuses with, which is all that it says. */
        String refusal() {
            assertThat(status).as("%s", this).isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(err).as("%s", this).hasSize(1);
            assertThat(err.getFirst()).startsWith("alliance: ");
            return err.getFirst();
        }
    }

    @BeforeEach
    void a_bare_system() throws Exception {
        clone = Files.createDirectories(folder.resolve("a clone/of it"));
        Files.copy(Stack.findRoot().resolve("alliance"), clone.resolve("alliance"));
        bin = Files.createDirectory(folder.resolve("bin"));
        jdks = Files.createDirectory(folder.resolve("jdks"));
        for (String tool : BARE_SYSTEM) {
            Files.createSymbolicLink(bin.resolve(tool), where(tool));
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.toString());
        environment.put("ALLIANCE_JDKS", jdks.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo", "test", "format"})
    void without_a_jdk_it_says_which_to_install(String command) throws Exception {
        maven();
        assertThat(alliance(command).refusal())
                .isEqualTo("alliance: JDK 25 is needed: install one, for example Eclipse Temurin 25 from"
                        + " https://adoptium.net, or set JAVA_HOME");
    }

    @Test
    void with_an_older_jdk_only_it_names_what_it_found() throws Exception {
        Path old = jdk("temurin-17", 17);
        assertThat(alliance("up").refusal()).contains("JDK 25 is needed (found only 17 in " + old + ")");

        environment.put("JAVA_HOME", old.toString());
        environment.put("ALLIANCE_JDKS", folder.resolve("nowhere").toString());
        assertThat(alliance("up").refusal()).contains("found only 17 in " + old);
    }

    @Test
    void a_java_without_compiler_is_no_jdk() throws Exception {
        jdk("temurin-17", 17);
        Path runtime = jdk("temurin-25-jre", 25);
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(alliance("up").refusal()).contains("(that in " + runtime + " has no compiler): install");
    }

    @Test
    void a_java_that_does_not_run_hides_no_other() throws Exception {
        Path broken = jdk("another-machines", 25);
        script(broken.resolve("bin/java"), "exit 126");
        Path good = jdk("temurin-25", 25);
        maven();
        assertThat(alliance("format").status()).isZero();
        assertThat(mavenWasCalledWith()).endsWith(good.toString());
    }

    @Test
    void without_maven_it_says_how_to_get_it() throws Exception {
        jdk("temurin-25", 25);
        assertThat(alliance("format").refusal()).contains("Maven is needed: install it");
    }

    @Test
    void without_chromium_one_line_says_so_and_the_tests_run() throws Exception {
        jdk("temurin-25", 25);
        maven();
        Answer answer = alliance("test");
        assertThat(answer.status()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .containsExactly(
                        "No Chromium here: the browser tests are left out (apt-get install chromium brings them).");
        assertThat(mavenWasCalledWith()).startsWith("-B -ntp verify|");
    }

    @Test
    void the_chromium_on_the_path_is_the_one_that_the_tests_use() throws Exception {
        jdk("temurin-25", 25);
        maven();
        script(bin.resolve("google-chrome"), "exit 0");
        Answer answer = alliance("test");
        assertThat(answer.out()).isEmpty();
        assertThat(mavenWasCalledWith()).contains("|" + bin.resolve("google-chrome") + "|");
    }

    @Test
    void a_failed_test_run_fails_the_command() throws Exception {
        jdk("temurin-25", 25);
        script(bin.resolve("mvn"), "exit 7");
        assertThat(alliance("test").status()).isNotZero();
    }

    @Test
    void a_failed_build_is_told_with_its_log() throws Exception {
        jdk("temurin-25", 25);
        script(bin.resolve("mvn"), "echo '[ERROR] Foo.java:[3,1] not a statement'; exit 1");
        Answer answer = alliance("up");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err())
                .containsExactly(
                        "[ERROR] Foo.java:[3,1] not a statement",
                        "alliance: the build failed: see .alliance/build.log");
        assertThat(clone.resolve(".alliance/build.log")).content().contains("not a statement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "down", "token", "clock", "reset"})
    void before_anything_is_built_it_says_what_comes_first(String command) throws Exception {
        jdk("temurin-25", 25);
        assertThat(alliance(command).refusal()).contains("nothing is built yet: ./alliance up");
    }

    @Test
    void an_unknown_command_is_named() throws Exception {
        assertThat(alliance("frobnicate").refusal())
                .isEqualTo("alliance: no such command: frobnicate. See ./alliance --help");
        assertThat(alliance("--frobnicate").refusal()).contains("no such command: --frobnicate");
    }

    @Test
    void help_names_every_command_and_needs_nothing() throws Exception {
        Answer help = alliance("--help");
        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out().getFirst()).isEqualTo("usage: ./alliance [--port-base N] COMMAND");
        List<String> commands = help.out().stream()
                .filter(line -> line.matches(" {2}[a-z].*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(commands)
                .containsExactly(
                        "demo",
                        "up",
                        "down",
                        "status",
                        "logs",
                        "reset",
                        "token",
                        "appoint-first",
                        "clock",
                        "test",
                        "mutate",
                        "bench",
                        "format");
        assertThat(String.join("\n", help.out())).contains("--port-base N").contains(Tokens.ROLES);

        assertThat(alliance("help").out()).isEqualTo(help.out());
        Answer nothing = alliance();
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).isEqualTo(help.out());
    }

    @Test
    void logs_of_an_unknown_service_are_answered_with_those_there_are() throws Exception {
        assertThat(alliance("logs").refusal()).contains("no logs yet: start the platform with ./alliance up");
        Path logs = Files.createDirectories(clone.resolve(".alliance/logs"));
        Files.writeString(logs.resolve("membership.log"), "started\n");
        Files.writeString(logs.resolve("gateway.log"), "started\n");
        assertThat(alliance("logs", "membresip").refusal())
                .isEqualTo("alliance: no log of membresip; there are: gateway.log membership.log");
        assertThat(alliance("--port-base", "9400", "logs", "membership").out()).containsExactly("started");
    }

    @Test
    void a_token_of_an_unknown_role_is_answered_with_those_there_are() throws Exception {
        assertThat(stack("token", "emperor").refusal())
                .isEqualTo("alliance: No such role: emperor. Roles: chair, treasurer, secretary, board, auditor,"
                        + " congress-manager, member, vice-chair");
        assertThat(stack("token").refusal()).contains("Which role?").contains("treasurer");
        assertThat(stack("token", "chair").refusal()).contains("Not running: start the platform with ./alliance up");
    }

    @Test
    void a_taken_port_is_named_and_nothing_starts_or_is_cleared() throws Exception {
        everythingLooksBuilt();
        Path kept = Files.createDirectories(clone.resolve(".alliance/store")).resolve("data");
        Files.writeString(kept, "somebody's");
        int base = Stack.freePortBase();
        try (ServerSocket taken = new ServerSocket(base + Topology.KAFKA, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(stack("--port-base", Integer.toString(base), "up").refusal())
                    .isEqualTo("alliance: Port " + taken.getLocalPort()
                            + " (for backbone) is taken: stop what uses it, or"
                            + " choose another block of ports with --port-base, for example --port-base "
                            + (base + 1000));
        }
        assertThat(kept).hasContent("somebody's");
        assertThat(clone.resolve(".alliance/run")).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void a_block_of_ports_that_is_none_is_refused() throws Exception {
        for (String wrong : List.of("80", "65530", "many", "-1")) {
            assertThat(stack("--port-base", wrong, "status").refusal())
                    .isEqualTo("alliance: Not a block of ports: " + wrong
                            + ". Give the first of thirteen, from 1024 to 65523");
        }
        assertThat(stack("status", "--port-base").refusal()).contains("--port-base needs a value");
    }

    @Test
    void an_unknown_service_is_answered_with_those_there_are() throws Exception {
        assertThat(stack("up", "membresip").refusal())
                .contains("No such service: membresip. There are: backbone, identity, membership");
        assertThat(stack("down", "membresip").refusal()).contains("No such service: membresip");
        assertThat(stack("clock", "tomorrow").refusal()).contains("Not a moment: tomorrow");
    }

    private Answer alliance(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(clone.resolve("alliance").toString()));
        command.addAll(List.of(arguments));
        return answer(command);
    }

    /** What the command hands over to once there is a JDK and everything is built. */
    private Answer stack(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dalliance.root=" + clone,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return answer(command);
    }

    private Answer answer(List<String> command) throws Exception {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new Answer(process.exitValue(), Files.readAllLines(out.toPath()), Files.readAllLines(err.toPath()));
    }

    /** A Maven that writes down how it was called. */
    private void maven() throws IOException {
        script(bin.resolve("mvn"), "echo \"$*|$CHROMIUM|$JAVA_HOME\" > '" + folder.resolve("called") + "'");
    }

    private String mavenWasCalledWith() throws IOException {
        return Files.readString(folder.resolve("called")).strip();
    }

    /** A folder that looks like a JDK of this version. */
    private Path jdk(String name, int version) throws IOException {
        Path jdk = jdks.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        script(jdk.resolve("bin/javac"), "exit 1");
        script(jdk.resolve("bin/java"), "echo 'openjdk version \"" + version + ".0.1\" 2025-10-21' >&2");
        return jdk;
    }

    private void everythingLooksBuilt() throws IOException {
        for (Topology.Program program : new Topology(8400, false).programs()) {
            Path target =
                    Files.createDirectories(clone.resolve(program.module()).resolve("target"));
            Files.createFile(target.resolve(program.artifact() + "-1" + (program.isBackbone() ? "-app" : "") + ".jar"));
        }
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path where(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " on the PATH"));
    }
}
