package org.crimealliance.meeting.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a meeting is.
 *
 * @param text as it is shown: "WebEx", "Room C4, Vienna"
 * @param link where one joins
 */
public record Place(
        @NotNull Kind kind,
        @NotBlank @Size(max = 500) String text,

        @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "an address that begins with https://") @Nullable
        String link) {

    Place withoutLink() {
        return new Place(kind, text, null);
    }

    @AssertTrue(message = "the link is an address on the web")
    boolean isLinked() {
        try {
            return link == null || URI.create(link).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** On site or by conference. */
    public enum Kind {
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("onsite")
        ONSITE
    }
}
