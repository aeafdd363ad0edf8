package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class StackIT {

    @TempDir
    Path folder;

    private Stack stack;
    private int base;

    @BeforeEach
    void newStack() {
        base = Stack.freePortBase();
        stack = Stack.of(new Stack.Options(Stack.findRoot(), folder.resolve("with space"), base).withBackboneApart());
    }

    @AfterEach
    void stopStack() {
        stack.stop(line -> {});
    }

    @Test
    void starts_kills_restarts_and_stops_one_process() throws Exception {
        stack.start(Set.of("mail"), line -> {});
        assertThat(status("mail").ready()).isTrue();
        long first = status("mail").pid();

        stack.kill("mail");
        assertThat(status("mail").running()).isFalse();
        assertThatThrownBy(() -> stack.kill("mail"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not running");

        stack.start("mail");
        assertThat(status("mail").ready()).isTrue();
        assertThat(status("mail").pid()).isNotEqualTo(first);
        assertThatThrownBy(() -> stack.start("mail"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Already running: mail");

        // another command in another terminal sees the same
        Stack other =
                Stack.of(new Stack.Options(Stack.findRoot(), folder.resolve("with space"), base).withBackboneApart());
        other.stop(line -> {});
        assertThat(status("mail").running()).isFalse();
        assertThat(Ports.isFree(base + Topology.MAIL_PAGE)).isTrue();
        other.stop(line -> {}); // nothing runs: nothing happens
    }

    @Test
    void a_taken_port_is_named_with_the_way_out_before_anything_starts() throws Exception {
        try (ServerSocket taken = new ServerSocket(base + Topology.SMTP, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> stack.start(Set.of("mail"), line -> {}))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (for mail) is taken")
                    .hasMessageContaining("--port-base");
        }
        assertThat(stack.isRunning()).isFalse();
    }

    @Test
    void what_is_not_built_is_named() {
        Stack nowhere = Stack.of(new Stack.Options(folder, folder.resolve("data"), base));
        assertThatThrownBy(() -> nowhere.start(line -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Not built")
                .hasMessageContaining("membership-service")
                .hasMessageContaining("mvn");
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = "ALLIANCE_KAFKA",
            matches = ".+",
            disabledReason = "no broker of ours starts")
    void a_process_that_does_not_start_is_told_with_its_log() throws Exception {
        Path kafka = folder.resolve("with space/kafka");
        Files.createDirectories(kafka.getParent());
        Files.writeString(kafka, "a file where a folder should be");
        assertThatThrownBy(() -> stack.start(Set.of("broker"), line -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("broker ended while starting")
                .hasMessageContaining("broker.log");
        assertThat(stack.isRunning()).isFalse();
    }

    @Test
    void an_unknown_name_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> stack.restart("membresip"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("No such service: membresip")
                .hasMessageContaining("membership");
    }

    @Test
    void secrets_are_made_once_for_their_owner_only() throws Exception {
        stack.start(Set.of("mail"), line -> {});
        String client = stack.secrets().client();
        assertThat(client).hasSizeGreaterThan(40);
        assertThat(stack.secrets().logins()).containsOnlyKeys(Secrets.ROLES);
        assertThat(stack.secrets().logins().get("treasurer").email()).isEqualTo("treasurer@alliance.example.org");
        for (String file : new String[] {
            "link-secret",
            "operator-secret",
            "local-stack-client",
            "mail-private-key",
            "person-secret",
            "demo-passwords.json"
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            stack.secrets().folder().resolve(file))))
                    .isEqualTo("rw-------");
        }
        stack.restart("mail");
        assertThat(stack.secrets().client()).isEqualTo(client);
    }

    private Stack.Status status(String name) {
        return stack.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
