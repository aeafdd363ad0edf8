package org.crimealliance.event.programme;

import java.time.Instant;
import java.util.List;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outbox.WireName;
import org.jspecify.annotations.Nullable;

/** A version of the programme is out; it tells exactly what changed, and whom that concerns. */
@WireName("event.programme-published.v1")
record ProgrammePublished(String congressId, String congressName, String zone, int version, List<ChangeOf> changes) {

    record Recipient(String name, String email) {}

    record PlaceAt(Instant start, Instant end, String room, Mode mode) {
        static @Nullable PlaceAt of(Programme.@Nullable Entry entry) {
            return entry == null ? null : new PlaceAt(entry.start(), entry.end(), entry.room(), entry.mode());
        }
    }

    record ChangeOf(
            String ancillaryMeetingId,
            String code,
            String title,
            Programme.Kind kind,
            List<Recipient> recipients,
            @Nullable PlaceAt before,
            @Nullable PlaceAt after,
            String uid,
            int sequence) {}
}
