package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crimealliance.platform.testkit.StoredCollections;
import org.junit.jupiter.api.Test;

/** No list in a stored document without something that bounds it. */
class BoundsTest {

    @Test
    void what_bounds_each_list_in_a_stored_document_is_known() {
        Map<String, String> bounds = Map.ofEntries(
                Map.entry("Account.grants", "Account.MOST_GRANTS"),
                Map.entry("Passkey.Credential.transports", "what one request carries, 2 MB at most"));
        assertThat(StoredCollections.of(IdentityApplication.class))
                .containsExactlyInAnyOrderElementsOf(bounds.keySet());
    }
}
