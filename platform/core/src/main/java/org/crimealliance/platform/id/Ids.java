package org.crimealliance.platform.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where identifiers come from. {@link #next()} gives a new UUIDv7; {@link #derived} gives the same UUID for the same
 * parts, for things of which there must be only one: inserting it twice is a duplicate key, whoever tries.
 */
public interface Ids {

    String next();

    static Ids timeOrdered() {
        TimeBasedEpochRandomGenerator generator = Generators.timeBasedEpochRandomGenerator();
        return () -> generator.generate().toString();
    }

    static String derived(Object... parts) {
        StringBuilder name = new StringBuilder();
        for (Object part : parts) {
            String text = String.valueOf(part);
            name.append(text.length()).append(':').append(text); // lengths: ("a","bc") is not ("ab","c")
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
