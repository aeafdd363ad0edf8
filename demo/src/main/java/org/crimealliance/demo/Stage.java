package org.crimealliance.demo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.crimealliance.stack.Stack;

/** What every act has at hand. */
record Stage(Stack stack, Api api, Mailbox mails, Ledger ledger, Kills kills, Promises promises, Output output) {

    static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** Moves domain time to this moment in Vienna, never back. */
    void itIs(String localTime) {
        Instant moment = vienna(localTime);
        if (moment.isAfter(stack.clock().now())) {
            stack.clock().set(moment);
        }
    }

    static Instant vienna(String localTime) {
        return LocalDateTime.parse(localTime).atZone(VIENNA).toInstant();
    }

    /** Does the same for all items with so many clients at once; throws what the first failure threw. */
    static <T> void atOnce(int clients, List<T> items, Task<T> task) {
        Semaphore slots = new Semaphore(clients);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                running.add(threads.submit(() -> {
                    slots.acquire();
                    try {
                        task.run(item);
                    } finally {
                        slots.release();
                    }
                    return true;
                }));
            }
        }
        for (Future<?> done : running) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @FunctionalInterface
    interface Task<T> {
        void run(T item) throws Exception;
    }
}
