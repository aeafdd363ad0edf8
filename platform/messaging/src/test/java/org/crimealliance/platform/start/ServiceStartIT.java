package org.crimealliance.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.stack.backbone.Store;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

class ServiceStartIT {

    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final ThreadLocal<IntConsumer> AT_EACH_TRY = new ThreadLocal<>();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        Object needsItsIndexes(MongoClient client) {
            AT_EACH_TRY.get().accept(TRIES.incrementAndGet());
            return client.getDatabase("start").getCollection("things").createIndex(Indexes.ascending("key"));
        }
    }

    @Test
    void a_store_that_comes_late_is_waited_for() throws Exception {
        int port = freePort();
        Store[] store = new Store[1];
        TRIES.set(0);
        AT_EACH_TRY.set(attempt -> {
            if (attempt == 2) {
                store[0] = Store.inMemory(port);
            }
        });
        try (ConfigurableApplicationContext started = ServiceStart.run(App.class, arguments(port))) {
            assertThat(started.isRunning()).isTrue();
            assertThat(TRIES).hasValue(2);
        } finally {
            store[0].close();
        }
    }

    @Test
    void what_would_fail_again_fails_at_once() throws Exception {
        TRIES.set(0);
        AT_EACH_TRY.set(attempt -> {
            throw new IllegalStateException("a wrong setting");
        });
        String[] arguments = arguments(freePort());
        assertThatThrownBy(() -> ServiceStart.run(App.class, arguments)).hasStackTraceContaining("a wrong setting");
        assertThat(TRIES).hasValue(1);
    }

    private static String[] arguments(int store) {
        return new String[] {
            "--server.port=0",
            "--spring.application.name=starting-service",
            "--alliance.topic=starting.events.v1",
            "--spring.mongodb.uri=mongodb://127.0.0.1:" + store,
            "--spring.mongodb.database=start",
            "--spring.kafka.bootstrap-servers=" + Backbone.get().kafka()
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
