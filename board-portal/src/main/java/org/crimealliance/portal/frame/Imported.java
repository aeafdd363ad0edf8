package org.crimealliance.portal.frame;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an import has done, or would do. */
public record Imported(@JsonProperty("new") int fresh, int changed, int unchanged, List<Row> refused) {

    /** A row that is not taken, and why. */
    public record Row(int row, @Nullable String reason) {}

    @SuppressWarnings("NullAway") // what the wire leaves out arrives as null
    public Imported {
        refused = refused == null ? List.of() : List.copyOf(refused);
    }
}
