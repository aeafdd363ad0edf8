package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.crimealliance.stack.Stack;

/**
 * Decides by a seed when each service gets its {@code kill -9}: once each, in the middle of some work. The acts tell how far
 * their work has come; the blow falls when the planned share of it is done.
 */
final class Kills {

    /** Work that is long enough to be interrupted. */
    enum Work {
        APPLICATIONS,
        INVOICE_RUN,
        REPLIES,
        ATTENDANCE,
        VOTES,
        RECONFIRMATIONS,
        REGISTRATIONS,
        CONFIRMATIONS
    }

    record Planned(String service, Work during, double share) {}

    /** A blow that fell: {@code done} of {@code total} was done when it did. */
    record Fallen(String service, Work during, int done, int total) {}

    private static final Map<String, List<Work>> MAY_FALL = Map.of(
            "membership", List.of(Work.INVOICE_RUN),
            "meeting", List.of(Work.REPLIES, Work.ATTENDANCE, Work.VOTES),
            "event", List.of(Work.RECONFIRMATIONS, Work.REGISTRATIONS, Work.CONFIRMATIONS),
            "notification", List.of(Work.APPLICATIONS, Work.INVOICE_RUN, Work.REGISTRATIONS),
            "identity", List.of(Work.APPLICATIONS, Work.ATTENDANCE, Work.VOTES, Work.RECONFIRMATIONS),
            "gateway", List.of(Work.REPLIES, Work.VOTES, Work.RECONFIRMATIONS, Work.CONFIRMATIONS),
            "portal", List.of(Work.APPLICATIONS, Work.REPLIES, Work.RECONFIRMATIONS));

    private final Stack stack;
    private final Map<Work, List<Planned>> plan = new EnumMap<>(Work.class);
    private final List<Fallen> fallen = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> restarts = new ConcurrentLinkedQueue<>();

    Kills(Stack stack, long seed) {
        this.stack = stack;
        Random random = new Random(seed);
        for (String service : MAY_FALL.keySet().stream().sorted().toList()) {
            List<Work> works = MAY_FALL.getOrDefault(service, List.of());
            Work during = works.get(random.nextInt(works.size()));
            // the membership service falls after about 40 of its 79 invoices, the others anywhere but at the very ends
            double share =
                    service.equals("membership") ? (36 + random.nextInt(9)) / 79.0 : 0.1 + 0.7 * random.nextDouble();
            plan.computeIfAbsent(during, work -> new ArrayList<>()).add(new Planned(service, during, share));
        }
    }

    /** So much of the work is done; strikes whoever's turn has come. */
    synchronized void progress(Work work, int done, int total) {
        List<Planned> due = plan.getOrDefault(work, List.of()).stream()
                .filter(planned -> done >= planned.share() * total)
                .toList();
        for (Planned blow : due) {
            stack.kill(blow.service());
            restarts.add(CompletableFuture.runAsync(() -> stack.start(blow.service())));
            plan.getOrDefault(work, List.of()).remove(blow);
            fallen.add(new Fallen(blow.service(), work, done, total));
        }
    }

    /** Counts work that many threads do at once. */
    Runnable counter(Work work, int total) {
        AtomicInteger done = new AtomicInteger();
        return () -> progress(work, done.incrementAndGet(), total);
    }

    synchronized List<Fallen> fallen() {
        return List.copyOf(fallen);
    }

    /** Waits until all that fell are up again; throws if one is not. */
    void awaitRestarts() {
        List.copyOf(restarts).forEach(CompletableFuture::join);
    }

    static List<String> services() {
        return MAY_FALL.keySet().stream().sorted().toList();
    }
}
