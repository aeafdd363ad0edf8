package org.crimealliance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crimealliance.platform.testkit.StoredCollections;
import org.junit.jupiter.api.Test;

/** No list in a stored document without something that bounds it. */
class BoundsTest {

    @Test
    void what_bounds_each_list_in_a_stored_document_is_known() {
        Map<String, String> bounds = Map.ofEntries(
                Map.entry("ApplicantKeys pushes", "ApplicantKeys.KEPT"),
                Map.entry("Application.Suspicion.membershipIds", "ApplicantKeys.KEPT"),
                Map.entry("Invoice.Content.lines", "one of each kind of fee"),
                Map.entry("InvoiceRun.Plan.leftOut", "PreviewRun keeps the first thousand"),
                Map.entry("InvoiceRun.Plan.sums", "the categories"),
                Map.entry("Membership.Active.categories", "MOST_SPELLS"),
                Map.entry("Membership.Applied.deferrals", "MOST_DEFERRALS"),
                Map.entry("Membership.Ended.categories", "MOST_SPELLS"),
                Map.entry("Membership.Expelled.categories", "MOST_SPELLS"),
                Map.entry("Membership.Resigning.categories", "MOST_SPELLS"),
                Map.entry("Person.roles", "the roles that there are"),
                Map.entry("Seats.terms", "KEPT that are over, and the seats"));
        assertThat(StoredCollections.of(MembershipApplication.class))
                .containsExactlyInAnyOrderElementsOf(bounds.keySet());
    }
}
