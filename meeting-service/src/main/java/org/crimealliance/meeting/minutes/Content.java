package org.crimealliance.meeting.minutes;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.jspecify.annotations.Nullable;

/**
 * What is written: reports and discussions by agenda item and speaker, the tour de table.
 *
 * @param nextMeetingId absent: the next of the series
 */
record Content(
        List<Section> sections,
        List<Contribution> tourDeTable,
        @Nullable String nextMeetingId) {

    Content {
        sections = List.copyOf(sections);
        tourDeTable = List.copyOf(tourDeTable);
    }

    static final Content EMPTY = new Content(List.of(), List.of(), null);

    /** Text (Markdown) under an agenda item. */
    record Section(
            @NotBlank @Size(max = 100) String itemId,
            @Size(max = 300) @Nullable String speaker,

            @Text(TextKind.PARAGRAPHS) @NotNull @Size(max = 20_000)
            String text) {}

    /** What somebody told in the tour de table (Markdown). */
    record Contribution(
            @NotBlank @Size(max = 300) String name,
            @NotBlank @Size(max = 200) String affiliation,

            @Text(TextKind.PARAGRAPHS) @NotNull @Size(max = 20_000)
            String text) {}

    /** As it is sent, with the revision it was written upon. */
    record Save(
            int revision,
            @NotNull @Size(max = 400) List<@NotNull @Valid Section> sections,
            @Size(max = 400) @Nullable List<@NotNull @Valid Contribution> tourDeTable,
            @Size(max = 100) @Nullable String nextMeetingId) {

        Content content() {
            return new Content(sections, tourDeTable == null ? List.of() : tourDeTable, nextMeetingId);
        }
    }
}
