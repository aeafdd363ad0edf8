package org.crimealliance.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.crimealliance.stack.Topology.Program;

/** Asks a process whether it is ready to work. */
final class Readiness {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Topology topology;
    private final Path run;

    Readiness(Topology topology, Path run) {
        this.topology = topology;
        this.run = run;
    }

    /** The backbone says so by this file, as Kafka and MongoDB have no page to ask. */
    static Path file(Path run, String name) {
        return run.resolve(name + ".ready");
    }

    URI uri(Program service) {
        return URI.create(topology.http(service.ports().getFirst()) + "/actuator/health/readiness");
    }

    boolean isReady(Program program) throws InterruptedException {
        if (program.isBackbone()) {
            return Files.exists(file(run, program.name()));
        }
        HttpRequest request = HttpRequest.newBuilder(uri(program))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
