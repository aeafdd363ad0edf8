package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Whatever ends a consumer between two events: reading goes on. */
@ServiceTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "spring.application.name=stopped-service",
            "alliance.topic=stopped.events.v1",
            "alliance.kafka.consumers-per-topic=1",
            "alliance.kafka.refused-again-after=100ms",
            "alliance.inbox.sweep=100ms"
        })
class ReaderStoppedIT {

    record Fact(int number) {}

    private static final List<Integer> HANDLED = new CopyOnWriteArrayList<>();
    private static final Queue<Throwable> NEXT_POLLS = new ConcurrentLinkedQueue<>();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        Subscriptions subscriptions() {
            return Subscriptions.of(Subscription.on(
                    "stopped.fact.v1",
                    Fact.class,
                    event -> HANDLED.add(event.data().number())));
        }

        /** The client's library, until it fails as told; others read by it too, whose failures are not meant. */
        @Bean
        @SuppressWarnings({"unchecked", "rawtypes"})
        DefaultKafkaConsumerFactoryCustomizer failing() {
            return factory -> factory.addPostProcessor(consumer -> (Consumer) Proxy.newProxyInstance(
                    Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("poll")
                                && Thread.currentThread().getName().startsWith("inbox-")
                                && !NEXT_POLLS.isEmpty()) {
                            throw NEXT_POLLS.remove();
                        }
                        try {
                            return method.invoke(consumer, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    @Autowired
    KafkaOperations<String, String> kafka;

    @Autowired
    MeterRegistry meters;

    @Test
    void a_reader_that_the_broker_refuses_asks_again_until_it_may_read() {
        NEXT_POLLS.addAll(List.of(
                new TopicAuthorizationException("stopped.events.v1"),
                new GroupAuthorizationException("stopped-service")));
        isHandled(1);
    }

    @Test
    void a_reader_that_an_error_has_ended_is_started_again_and_counted() {
        double before = restarts();
        NEXT_POLLS.add(new NoClassDefFoundError("as when a library is broken"));
        isHandled(2);
        Awaitility.await().untilAsserted(() -> assertThat(restarts()).isGreaterThan(before));
    }

    private double restarts() {
        return meters.get("alliance.inbox.restarts").functionCounter().count();
    }

    private void isHandled(int number) {
        Awaitility.await().until(NEXT_POLLS::isEmpty);
        ProducerRecord<String, String> message =
                new ProducerRecord<>("stopped.events.v1", "one", "{\"number\":" + number + "}");
        EventHeaders.put(
                message.headers(),
                UUID.randomUUID().toString(),
                "stopped.fact.v1",
                "/stopped-service/facts",
                "one",
                number);
        kafka.send(message).join();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(HANDLED).contains(number));
    }
}
