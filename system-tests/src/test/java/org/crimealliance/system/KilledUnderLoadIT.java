package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.demo.PlatformInvariants;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of every service while applications keep coming in; the invariants hold, every acknowledged one is there. */
@SystemTest
class KilledUnderLoadIT {

    private static final int CLIENTS = 4;

    private final TestPlatform platform = TestPlatform.shared();

    /** Hundreds of applications would fill the agenda that another test looks at. */
    @AfterEach
    void the_table_is_cleared() {
        platform.withdrawApplications();
    }

    @ParameterizedTest
    @ValueSource(longs = 20_201_210L)
    void nothing_is_lost_or_doubled_when_each_service_is_killed_under_load(long seed) throws Exception {
        List<String> services = new ArrayList<>(platform.stack.services());
        Collections.shuffle(services, new Random(seed));
        System.out.println("seed " + seed + ": killed in the order " + services);
        Queue<Applicant> acknowledged = new ConcurrentLinkedQueue<>();
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
                for (String service : services) {
                    int before = acknowledged.size();
                    platform.stack.kill(service);
                    platform.stack.start(service);
                    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 2 * CLIENTS);
                }
            } finally {
                enough.set(true);
            }
            for (Future<?> client : running) {
                client.get(150, TimeUnit.SECONDS);
            }
        }

        List<Figure> figures = new PlatformInvariants(platform.stack, platform.mails).check(1);
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
