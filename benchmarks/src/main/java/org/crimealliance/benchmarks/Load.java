package org.crimealliance.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Many clients, each a virtual thread that sends its next request when the last is answered. */
final class Load {

    private Load() {}

    /** One request: its number over all clients, and its client's. Whatever it throws counts as an error. */
    @FunctionalInterface
    interface Request {
        void send(long number, int client) throws Exception;
    }

    /** What came of it; times in nanoseconds, ascending. */
    record Result(long[] times, int errors, double seconds, String firstError) {

        double perSecond() {
            return times.length / seconds;
        }

        double percentileMs(double percent) {
            return times.length == 0
                    ? Double.NaN
                    : times[(int) Math.min(times.length - 1L, (long) (times.length * percent / 100))] / 1e6;
        }

        String latency() {
            return String.format(
                    Locale.ROOT, "p50 %.1f ms, p99 %.1f ms%s", percentileMs(50), percentileMs(99), errorText());
        }

        String errorText() {
            return errors == 0 ? "" : ", " + errors + " errors (" + firstError + ")";
        }
    }

    /** As many as possible within a time. */
    static Result during(Duration time, int clients, Request request) {
        long end = System.nanoTime() + time.toNanos();
        return run(clients, request, number -> System.nanoTime() < end);
    }

    /** So many and no more. */
    static Result count(long requests, int clients, Request request) {
        return run(clients, request, number -> number < requests);
    }

    /** At an even pace, each from a thread of its own, whether or not the last one is answered. */
    static Result paced(int perSecond, Duration time, Request request) {
        long pause = 1_000_000_000L / perSecond;
        long requests = time.toSeconds() * perSecond;
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        Errors errors = new Errors();
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (long i = 0; i < requests; i++) {
            long number = i;
            long wait = began + i * pause - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            threads.add(Thread.ofVirtual().start(() -> {
                long sent = System.nanoTime();
                try {
                    request.send(number, 0);
                    times.add(System.nanoTime() - sent);
                } catch (Exception e) {
                    errors.add(e);
                }
            }));
        }
        join(threads);
        return result(times, errors, began);
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface More {
        boolean than(long number);
    }

    private static Result run(int clients, Request request, More more) {
        AtomicLong next = new AtomicLong();
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        Errors errors = new Errors();
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (long number = next.getAndIncrement(); more.than(number); number = next.getAndIncrement()) {
                    long sent = System.nanoTime();
                    try {
                        request.send(number, client);
                        times.add(System.nanoTime() - sent);
                    } catch (Exception e) {
                        errors.add(e);
                    }
                }
            }));
        }
        join(threads);
        return result(times, errors, began);
    }

    private static Result result(ConcurrentLinkedQueue<Long> times, Errors errors, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Result(sorted, errors.count.get(), seconds, errors.first);
    }

    private static final class Errors {
        private final AtomicInteger count = new AtomicInteger();
        private volatile String first = "";

        void add(Exception e) {
            if (count.getAndIncrement() == 0) {
                first = e.toString();
            }
        }
    }
}
