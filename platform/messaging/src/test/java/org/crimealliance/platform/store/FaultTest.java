package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.MalformedEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.web.bind.annotation.ExceptionHandler;

class FaultTest {

    static Stream<Class<? extends Throwable>> comeAgain() {
        return Arrays.stream(StoreAdvice.class.getDeclaredMethods())
                .flatMap(method -> {
                    ExceptionHandler handler = method.getAnnotation(ExceptionHandler.class);
                    return handler == null
                            ? Stream.empty()
                            : Stream.concat(Arrays.stream(handler.value()), Arrays.stream(method.getParameterTypes()));
                })
                .filter(type -> type != Exception.class)
                .map(type -> type.asSubclass(Throwable.class));
    }

    @ParameterizedTest
    @MethodSource("comeAgain")
    void whoever_is_told_by_http_to_come_again_is_tried_again_from_a_topic(Class<? extends Throwable> type) {
        assertThat(Fault.ofType(type)).isEqualTo(Fault.PASSING);
    }

    @Test
    void every_passing_fault_is_answered_with_come_again() {
        List<Class<? extends Throwable>> answered = comeAgain().toList();
        assertThat(Fault.passing())
                .allSatisfy(passing -> assertThat(answered).anyMatch(type -> type.isAssignableFrom(passing)));
    }

    @Test
    void what_caused_it_counts() {
        assertThat(Fault.of(new IllegalStateException(new MongoTimeoutException("away"))))
                .isEqualTo(Fault.PASSING);
        assertThat(Fault.of(new MongoInterruptedException("stopping", new InterruptedException())))
                .isEqualTo(Fault.PASSING);
        assertThat(Fault.of(new QueryTimeoutException("slow"))).isEqualTo(Fault.PASSING);
        assertThat(Fault.of(new RuntimeException(new MalformedEventException("no", new Exception()))))
                .isEqualTo(Fault.POISON);
        assertThat(Fault.of(new DuplicateKeyException("twice"))).isEqualTo(Fault.OURS);
        assertThat(Fault.of(new StackOverflowError())).isEqualTo(Fault.OURS);
    }
}
