package org.crimealliance.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crimealliance.platform.testkit.StoredCollections;
import org.junit.jupiter.api.Test;

/** No list in a stored document without something that bounds it. */
class BoundsTest {

    @Test
    void what_bounds_each_list_in_a_stored_document_is_known() {
        Map<String, String> bounds =
                Map.ofEntries(Map.entry("Letter.attachments", "what one event carries, at most 4 MB"));
        assertThat(StoredCollections.of(NotificationApplication.class))
                .containsExactlyInAnyOrderElementsOf(bounds.keySet());
    }
}
