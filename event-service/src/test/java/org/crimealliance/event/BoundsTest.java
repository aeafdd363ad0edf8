package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crimealliance.platform.testkit.StoredCollections;
import org.junit.jupiter.api.Test;

/** No list in a stored document without something that bounds it. */
class BoundsTest {

    @Test
    void what_bounds_each_list_in_a_stored_document_is_known() {
        Map<String, String> bounds = Map.ofEntries(
                Map.entry("AncillaryMeeting.Expired.reminders", "Reconfirmation keeps the last 50"),
                Map.entry("AncillaryMeeting.Invited.reminders", "Reconfirmation keeps the last 50"),
                Map.entry("Congress.firstDaySlots", "the form takes 12"),
                Map.entry("Congress.fullDaySlots", "the form takes 12"),
                Map.entry("Congress.lastDaySlots", "the form takes 12"),
                Map.entry("Congress.rooms", "the form takes 50 halls and 50 channels"),
                Map.entry("Dossier.people", "form and import take 50"),
                Map.entry("Dossier.unavailable", "the days of a congress; the form takes 60"),
                Map.entry("Programme.Entry.people", "as Dossier.people"),
                Map.entry("Programme.entries", "the places of the grid"),
                Map.entry("Programme.gone", "no version adds to it any more"),
                Map.entry("Registration.Pending.forms", "Pending.MOST"),
                Map.entry("Schedule.chosen", "the places of the grid"),
                Map.entry("Schedule.entries", "the places of the grid"),
                Map.entry("Schedule.notes", "the last MAX_NOTES"),
                Map.entry("Schedule.promotions", "told at once and taken out then"),
                Map.entry("Schedule.waiting", "MOST_WAITING"),
                Map.entry("SelectMeetings.KeptWhole.decisions", "read only: no version writes it any more"));
        assertThat(StoredCollections.of(EventApplication.class)).containsExactlyInAnyOrderElementsOf(bounds.keySet());
    }
}
