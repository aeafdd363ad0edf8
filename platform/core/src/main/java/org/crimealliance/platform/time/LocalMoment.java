package org.crimealliance.platform.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a local time means in its zone: one moment, but none or two of them around a change of the clocks. */
public sealed interface LocalMoment {

    /** The usual. */
    record Once(Instant instant) implements LocalMoment {}

    /** The clocks leap over it; {@code next} is what they show then. */
    record Never(LocalDateTime next) implements LocalMoment {

        /** What is wrong with it, after the name of the input. */
        public String problem() {
            return "does not exist: the clocks go forward to " + next.toLocalTime() + " then";
        }
    }

    /** The clocks show it, go back and show it again. */
    record Twice(OffsetDateTime first, OffsetDateTime second) implements LocalMoment {

        /** What is wrong with it, after the name of the input. */
        public String problem() {
            return "comes twice, as the clocks go back: say which, " + first + " or " + second;
        }

        /** The one with this offset; null where it is neither. */
        public @Nullable Instant at(@Nullable ZoneOffset offset) {
            return first.getOffset().equals(offset)
                    ? first.toInstant()
                    : second.getOffset().equals(offset) ? second.toInstant() : null;
        }
    }

    static LocalMoment of(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 1 -> new Once(local.toInstant(offsets.getFirst()));
            case 2 -> new Twice(local.atOffset(offsets.getFirst()), local.atOffset(offsets.getLast()));
            default -> new Never(after(zone.getRules().getTransition(local)));
        };
    }

    private static LocalDateTime after(ZoneOffsetTransition gap) {
        return gap.getDateTimeAfter();
    }
}
