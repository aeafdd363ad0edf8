package org.crimealliance.membership.member;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a member or applicant is, and how to reach them.
 *
 * @param category the present one, or the one applied for
 * @param country ISO 3166 two letters
 * @param registryNumber the organisation's number in its country's register
 * @param memberNumber the number in the register of members; those admitted by the Board have none yet
 */
public record Profile(
        Category category,
        MemberKind kind,
        String name,
        String country,
        @Nullable String registryNumber,
        String street,
        String postalCode,
        String city,
        Contact contact,
        @Nullable String memberNumber) {

    /** What keeps an invoice from reaching this member by post and mail; empty when nothing does. */
    public List<String> addressProblems() {
        List<String> problems = new ArrayList<>();
        if (street.isBlank()) {
            problems.add("no street");
        }
        if (city.isBlank()) {
            problems.add("no city");
        }
        if (contact.email().isBlank()) {
            problems.add("no e-mail address");
        }
        return problems;
    }

    /**
     * Text to search in, folded.
     *
     * @param readable the contact, where whoever searches may read it: what is found tells what is there
     */
    String searchText(@Nullable Contact readable) {
        return FoldedName.of(String.join(
                " ",
                name,
                readable == null ? "" : readable.name() + " " + readable.email(),
                memberNumber == null ? "" : memberNumber));
    }
}
