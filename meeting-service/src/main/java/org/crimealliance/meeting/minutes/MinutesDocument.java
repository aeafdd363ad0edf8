package org.crimealliance.meeting.minutes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Minutes as they are read: everything in words and in order. Kept as it was once it is circulated. */
record MinutesDocument(
        String title,
        String label,
        String place,
        String when,
        List<Group> participants,
        List<Group> apologies,
        List<String> agenda,
        List<Chapter> chapters,
        @Nullable Report report,
        List<Speech> tourDeTable,
        List<String> actions,
        @Nullable String next) {

    MinutesDocument {
        participants = List.copyOf(participants);
        apologies = List.copyOf(apologies);
        agenda = List.copyOf(agenda);
        chapters = List.copyOf(chapters);
        tourDeTable = List.copyOf(tourDeTable);
        actions = List.copyOf(actions);
    }

    /** {@code Informal meeting 11/2020}. */
    String name() {
        return title + " " + label;
    }

    /** Names of one affiliation. */
    record Group(String affiliation, List<String> names) {
        Group {
            names = List.copyOf(names);
        }
    }

    /** One agenda item: what was said, what was decided. */
    record Chapter(String title, List<Speech> speeches, List<String> decisions) {
        Chapter {
            speeches = List.copyOf(speeches);
            decisions = List.copyOf(decisions);
        }
    }

    /** Markdown by somebody. */
    record Speech(@Nullable String speaker, String text) {}

    /** The treasurer's figures. */
    record Report(String heading, List<Line> lines) {
        Report {
            lines = List.copyOf(lines);
        }
    }

    /** One figure. */
    record Line(String what, String figure) {}
}
