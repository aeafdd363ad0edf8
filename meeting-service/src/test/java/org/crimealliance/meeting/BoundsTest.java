package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crimealliance.platform.testkit.StoredCollections;
import org.junit.jupiter.api.Test;

/** No list in a stored document without something that bounds it. */
class BoundsTest {

    @Test
    void what_bounds_each_list_in_a_stored_document_is_known() {
        Map<String, String> bounds = Map.ofEntries(
                Map.entry("Agenda.items", "Agenda.LIMIT"),
                Map.entry("Attendance.attendees", "Attendance.LIMIT"),
                Map.entry("Attendance.proxies", "one of each voter"),
                Map.entry("Box.Open.votes", "5000, then it takes no more"),
                Map.entry("Box.Secret.recused", "one of each voter"),
                Map.entry("Box.Secret.voted", "one of each voter"),
                Map.entry("Content.sections", "the form takes 400, a request 2 MB"),
                Map.entry("Content.tourDeTable", "the form takes 400, a request 2 MB"),
                Map.entry("Details.guests", "200, then it takes no more"),
                Map.entry(
                        "MinutesDocument.Chapter.decisions",
                        "the ballots on an item, which are bounded by Agenda.LIMIT and by what is printed"),
                Map.entry("MinutesDocument.Chapter.speeches", "as Content.sections"),
                Map.entry("MinutesDocument.Group.names", "as Attendance.attendees"),
                Map.entry("MinutesDocument.Report.lines", "the figures of a report"),
                Map.entry("MinutesDocument.actions", "printed minutes of more than 512 kB are refused"),
                Map.entry("MinutesDocument.agenda", "as Agenda.items"),
                Map.entry("MinutesDocument.apologies", "printed minutes of more than 512 kB are refused"),
                Map.entry("MinutesDocument.chapters", "as Agenda.items"),
                Map.entry("MinutesDocument.participants", "as Attendance.attendees"),
                Map.entry("MinutesDocument.tourDeTable", "as Content.tourDeTable"),
                Map.entry("NumberLedger pushes", "NumberLedger.MOST meetings of a series in a year"));
        assertThat(StoredCollections.of(MeetingApplication.class)).containsExactlyInAnyOrderElementsOf(bounds.keySet());
    }
}
