package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.system.TestPlatform.Applicant;

/** Applications that keep coming in, by four clients, while something is done to the platform. */
final class Arriving {

    private static final int CLIENTS = 4;

    private final TestPlatform platform;
    private final Queue<Applicant> acknowledged = new ConcurrentLinkedQueue<>();

    Arriving(TestPlatform platform) {
        this.platform = platform;
    }

    void during(Runnable disturbance) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    while (!enough.get()) {
                        Applicant applicant = platform.applicant();
                        platform.apply(applicant);
                        acknowledged.add(applicant);
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                    return true;
                }));
            }
            try {
                disturbance.run();
            } finally {
                enough.set(true);
            }
            for (Future<?> client : running) {
                client.get(150, TimeUnit.SECONDS);
            }
        }
    }

    /** Does it, and waits until more have come in since. */
    void through(Runnable blow) {
        int before = acknowledged.size();
        blow.run();
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 2 * CLIENTS);
    }

    /** Each that was acknowledged is there, once, and was written to; the platform's invariants hold. */
    void allAreThere() {
        List<Figure> figures = platform.invariants();
        assertThat(figures).allMatch(Figure::met);
        List<String> names = platform.api.all("secretary", "/api/membership/applications?state=applied").stream()
                .map(application -> TestPlatform.text(application, "name"))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).containsAll(acknowledged.stream().map(Applicant::name).toList());
        assertThat(acknowledged)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isGreaterThanOrEqualTo(1));
    }
}
