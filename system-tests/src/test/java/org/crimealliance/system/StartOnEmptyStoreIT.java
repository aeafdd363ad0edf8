package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform's start on an empty store, many times, on a machine that is kept busy: {@code -Dstarts=20}. Left out otherwise,
 * as every other system test starts the platform once.
 */
class StartOnEmptyStoreIT {

    private static final int STARTS = Integer.getInteger("starts", 0);

    @TempDir
    Path folder;

    @Test
    void it_is_ready_each_time() {
        assumeTrue(STARTS > 0, "how often? -Dstarts=20");
        List<String> failures = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            busy.add(Thread.ofPlatform().daemon().start(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            }));
        }
        for (int start = 1; start <= STARTS; start++) {
            Stack stack = Stack.of(
                    new Stack.Options(Stack.findRoot(), folder.resolve("start-" + start), Stack.freePortBase()));
            long began = System.nanoTime();
            try {
                stack.start(line -> {});
                System.out.println("start " + start + ": ready after "
                        + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            } catch (StackException e) {
                System.out.println("start " + start + ": " + e.getMessage());
                failures.add(start + ": " + e.getMessage());
            } finally {
                stack.close();
            }
        }
        over.set(true);
        System.out.println((STARTS - failures.size()) + " of " + STARTS + " starts on an empty store were ready, "
                + busy.size() + " threads kept the machine busy");
        assertThat(failures).isEmpty();
    }
}
