package org.crimealliance.notification.letter;

import org.crimealliance.notification.mail.Letter.Origin;

/** Which office answers for a letter, and of which series it is one. */
final class Offices {

    static final String SECRETARY = "secretary";
    static final String TREASURER = "treasurer";
    static final String CONGRESS = "congress";

    private Offices() {}

    static Origin of(String template) {
        return switch (template) {
            case "invoice" -> new Origin(TREASURER, null);
            case "meeting-invitation", "meeting-invitation-tentative", "meeting-moved", "meeting-cancelled" ->
                new Origin(SECRETARY, "meetings");
            case "minutes" -> new Origin(SECRETARY, "minutes");
            case "reconfirmation", "reconfirmation-reminder", "promoted" -> new Origin(CONGRESS, "ancillary-meetings");
            case "programme-added", "programme-moved", "programme-changed", "programme-removed" ->
                new Origin(CONGRESS, "programme");
            case "proposal-requested",
                    "registration-requested",
                    "registration-onsite",
                    "registration-online",
                    "registration-waitlisted",
                    "registration-offered" -> new Origin(CONGRESS, null);
            default -> new Origin(SECRETARY, null);
        };
    }
}
