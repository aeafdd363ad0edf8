package org.crimealliance.stack;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Servers that the platform is to use instead of the backbone's: where {@code ALLIANCE_MONGODB_URI} or {@code ALLIANCE_KAFKA}
 * is set, it stays as it is, and no store or broker of our own is started. They are somebody's: never stopped or cleared.
 */
record GivenServers(Optional<String> mongoUri, Optional<String> kafka) {

    static final GivenServers NONE = new GivenServers(Optional.empty(), Optional.empty());

    static GivenServers fromEnvironment() {
        return from(System::getenv);
    }

    static GivenServers from(Function<String, @Nullable String> environment) {
        return new GivenServers(
                set(environment.apply("ALLIANCE_MONGODB_URI")), set(environment.apply("ALLIANCE_KAFKA")));
    }

    private static Optional<String> set(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    boolean any() {
        return mongoUri.isPresent() || kafka.isPresent();
    }

    /** Whether one of them stands in this process's place. */
    boolean replace(String program) {
        return switch (program) {
            case "store" -> mongoUri.isPresent();
            case "broker" -> kafka.isPresent();
            default -> false;
        };
    }
}
