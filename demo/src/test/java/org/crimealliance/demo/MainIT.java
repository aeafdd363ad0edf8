package org.crimealliance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo refuses, it refuses before it clears anything. */
class MainIT {

    @TempDir
    Path root;

    private Stack.Options options;
    private Path kept;

    @BeforeEach
    void somebodys_data() throws Exception {
        Path data = root.resolve(".alliance");
        options = new Stack.Options(root, data, Stack.freePortBase());
        kept = Files.createDirectories(data.resolve("store")).resolve("data");
        Files.writeString(kept, "somebody's");
    }

    @Test
    void a_demo_that_is_not_understood_clears_nothing() {
        refused(demo("--seed"), "--seed needs a number. See ./alliance --help");
        refused(demo("--seed", "soon"), "--seed needs a number");
        refused(demo("--exit", "--out"), "--out needs a folder");
        refused(demo("--fast"), "Not understood: --fast");
    }

    @Test
    void a_taken_port_is_named_and_nothing_is_cleared() throws Exception {
        int port = URI.create(Stack.of(options).gateway()).getPort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            refused(demo("--exit"), "Port " + taken.getLocalPort() + " (for gateway) is taken");
        }
    }

    private ThrowingCallable demo(String... wishes) {
        return () ->
                Main.demo(Stream.concat(Stream.of("demo"), Stream.of(wishes)).toList(), options);
    }

    private void refused(ThrowingCallable demo, String why) {
        assertThatThrownBy(demo).isInstanceOf(StackException.class).hasMessageContaining(why);
        assertThat(kept).hasContent("somebody's");
    }
}
