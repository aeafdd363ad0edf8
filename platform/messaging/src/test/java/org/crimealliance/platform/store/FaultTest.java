package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.WriteConcernError;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.web.UnexpectedAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.mongodb.UncategorizedMongoDbException;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

class FaultTest {

    private static final ServerAddress SERVER = new ServerAddress();

    static Stream<Exception> passing() {
        return Stream.of(
                new MongoTimeoutException("away"),
                new IllegalStateException(new MongoTimeoutException("away")),
                new MongoInterruptedException("stopping", new InterruptedException()),
                new MongoNotPrimaryException(answer(10107), SERVER),
                new MongoNodeIsRecoveringException(answer(11602), SERVER),
                steppedDown(189, "PrimarySteppedDown"),
                steppedDown(11602, "InterruptedDueToReplStateChange"),
                new UncategorizedMongoDbException("as Spring Data tells it", steppedDown(189, "PrimarySteppedDown")),
                new MongoCommandException(answer(134), SERVER),
                labelled(new MongoException(1, "what the server calls retryable")),
                new QueryTimeoutException("slow"),
                new NotLeaderOrFollowerException("another broker leads"),
                new StaleAggregateException("things", "t"));
    }

    static Stream<Exception> ours() {
        return Stream.of(
                new DuplicateKeyException("twice"),
                new MongoCommandException(answer(13), SERVER),
                new MongoException("what nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_passes_is_tried_again_from_a_topic_and_answered_with_come_again(Exception fault) {
        assertThat(Fault.of(fault)).isEqualTo(Fault.PASSING);
        assertThat(isAnsweredByTheStoresAdvice(fault)).isTrue();
        assertThat(status(fault)).isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void what_would_fail_again_is_not(Exception fault) {
        assertThat(Fault.of(fault)).isEqualTo(Fault.OURS);
        assertThat(status(fault)).isEqualTo(500);
    }

    @Test
    void every_type_that_passes_has_its_answer() {
        assertThat(Fault.passing())
                .allSatisfy(type -> assertThat(resolver().resolveMethodByExceptionType(type))
                        .isNotNull());
    }

    @Test
    void what_caused_it_counts() {
        assertThat(Fault.of(new RuntimeException(new MalformedEventException("no", new Exception()))))
                .isEqualTo(Fault.POISON);
        assertThat(Fault.of(new StackOverflowError())).isEqualTo(Fault.OURS);
    }

    private static MongoWriteConcernException steppedDown(int code, String name) {
        return new MongoWriteConcernException(
                new WriteConcernError(code, name, "no majority has it", new BsonDocument()), SERVER);
    }

    private static MongoException labelled(MongoException fault) {
        fault.addLabel("RetryableWriteError");
        return fault;
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code));
    }

    private static ExceptionHandlerMethodResolver resolver() {
        return new ExceptionHandlerMethodResolver(StoreAdvice.class);
    }

    private static boolean isAnsweredByTheStoresAdvice(Exception fault) {
        return resolver().resolveMethodByThrowable(fault) != null;
    }

    private static int status(Exception fault) {
        ResponseEntity<?> answer =
                new StoreAdvice(new UnexpectedAdvice()).storeAway(fault, new MockHttpServletRequest());
        return Objects.requireNonNull(answer).getStatusCode().value();
    }
}
