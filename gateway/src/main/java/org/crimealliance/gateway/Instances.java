package org.crimealliance.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The instances of one service, taken in turn; one that could not be reached is passed over for a while. */
final class Instances {

    private static final long PASSED_OVER_NANOS = Duration.ofSeconds(2).toNanos();

    private final List<URI> all;
    private final LongSupplier nanos;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<URI, Long> failedAt = new ConcurrentHashMap<>();

    Instances(List<URI> all) {
        this(all, System::nanoTime);
    }

    Instances(List<URI> all, LongSupplier nanos) {
        this.all = List.copyOf(all);
        this.nanos = nanos;
    }

    int count() {
        return all.size();
    }

    /** The next one, rather one that is not in {@code tried} and did not fail lately; empty where none is configured. */
    Optional<URI> next(Set<URI> tried) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int start = Math.floorMod(turn.getAndIncrement(), all.size());
        URI fallback = all.get(start);
        boolean fallbackIsFresh = !tried.contains(fallback);
        for (int i = 0; i < all.size(); i++) {
            URI candidate = all.get((start + i) % all.size());
            if (tried.contains(candidate)) {
                continue;
            }
            if (!failedLately(candidate)) {
                return Optional.of(candidate);
            }
            if (!fallbackIsFresh) {
                fallback = candidate;
                fallbackIsFresh = true;
            }
        }
        return Optional.of(fallback);
    }

    void failed(URI instance) {
        failedAt.put(instance, nanos.getAsLong());
    }

    void answered(URI instance) {
        failedAt.remove(instance);
    }

    private boolean failedLately(URI instance) {
        Long at = failedAt.get(instance);
        return at != null && nanos.getAsLong() - at < PASSED_OVER_NANOS;
    }
}
