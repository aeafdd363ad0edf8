package org.crimealliance.portal.frame;

import java.util.List;
import org.crimealliance.portal.session.Me;
import org.crimealliance.portal.session.Right;
import org.jspecify.annotations.Nullable;

/** The way through the portal, by work and not by service; only what the reader's roles may do. */
final class Navigation {

    /** One place to go. */
    record Place(String path, String key, String icon, Right right, List<Place> under, boolean here) {}

    private static final List<Place> ALL = List.of(
            place("/", "nav.home", "home", Right.READ),
            new Place(
                    "/members",
                    "nav.members",
                    "people",
                    Right.READ,
                    List.of(
                            place("/applications", "nav.applications", "", Right.READ),
                            place("/members/import", "nav.register", "", Right.MEMBERS)),
                    false),
            new Place(
                    "/fees",
                    "nav.fees",
                    "coin",
                    Right.FEE_SCHEDULES,
                    List.of(place("/invoices", "nav.invoices", "", Right.INVOICES)),
                    false),
            place("/meetings", "nav.meetings", "calendar", Right.READ),
            place("/congresses", "nav.congress", "globe", Right.READ),
            new Place(
                    "/mails",
                    "nav.operations",
                    "mail",
                    Right.OPERATIONS,
                    List.of(place("/dead-letters", "nav.dead-letters", "", Right.OPERATIONS)),
                    false),
            new Place(
                    "/officers",
                    "nav.officers",
                    "badge",
                    Right.READ,
                    List.of(place("/confirmations", "nav.confirmations", "", Right.CONFIRMATIONS)),
                    false));

    private Navigation() {}

    private static Place place(String path, String key, String icon, Right right) {
        return new Place(path, key, icon, right, List.of(), false);
    }

    static List<Place> of(@Nullable Me me, String path) {
        if (me == null || !me.rights().contains(Right.READ)) {
            return List.of();
        }
        String here = ALL.stream()
                .flatMap(place ->
                        java.util.stream.Stream.concat(java.util.stream.Stream.of(place), place.under().stream()))
                .map(Place::path)
                .filter(candidate -> path.equals(candidate) || path.startsWith(candidate + "/"))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
        return marked(ALL, me, here);
    }

    private static List<Place> marked(List<Place> places, Me me, String here) {
        return places.stream()
                .filter(place -> me.rights().contains(place.right()))
                .map(place -> new Place(
                        place.path(),
                        place.key(),
                        place.icon(),
                        place.right(),
                        marked(place.under(), me, here),
                        place.path().equals(here)))
                .toList();
    }
}
