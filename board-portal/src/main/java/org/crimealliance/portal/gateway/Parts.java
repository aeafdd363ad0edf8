package org.crimealliance.portal.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Asks several services at once for the pieces of a page, each with the reader's token. */
@Component
public class Parts {

    /** Who waits for a page looks at the rest of it by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Gateway gateway;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    Parts(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Starts asking; join the answer when the page needs it. A service that does not answer in time is away. */
    public <T> CompletableFuture<Part<T>> ask(Supplier<T> question) {
        Gateway.Caller reader = gateway.caller();
        return CompletableFuture.supplyAsync(() -> gateway.as(reader, () -> now(question)), executor)
                .completeOnTimeout(new Part<>(null, false), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks and waits. Whoever was signed out meanwhile gets no page with holes: that is not this piece's to answer. */
    public static <T> Part<T> now(Supplier<T> question) {
        try {
            return new Part<>(question.get(), false);
        } catch (RefusedException e) {
            return new Part<>(null, true);
        } catch (UnavailableException e) {
            return new Part<>(null, false);
        }
    }
}
