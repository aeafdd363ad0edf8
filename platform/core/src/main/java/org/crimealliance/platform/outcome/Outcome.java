package org.crimealliance.platform.outcome;

import java.util.function.Function;

/** What came of a command: done, with its result, or refused, with the reason. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    default <R> Outcome<R> map(Function<? super T, ? extends R> f) {
        return switch (this) {
            case Done<T>(T value) -> done(f.apply(value));
            case Refused<T>(Refusal refusal) -> refused(refusal);
        };
    }

    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> f) {
        return switch (this) {
            case Done<T>(T value) -> f.apply(value);
            case Refused<T>(Refusal refusal) -> refused(refusal);
        };
    }

    /** For the edge of the service: the result, or the exception that becomes problem details. */
    default T orThrow() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }
}
