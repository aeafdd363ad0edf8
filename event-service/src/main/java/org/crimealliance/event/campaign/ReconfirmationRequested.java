package org.crimealliance.event.campaign;

import java.time.Instant;
import org.crimealliance.event.ancillary.Dossier;
import org.crimealliance.platform.outbox.WireName;

/** An organiser is asked whether the meeting is still wanted. */
@WireName("event.reconfirmation-requested.v1")
record ReconfirmationRequested(
        String campaignId,
        String congressId,
        String congressName,
        String ancillaryMeetingId,
        String code,
        String title,
        Organiser organiser,
        Instant deadline,
        String answerUrl) {

    /** Whom to write to. */
    record Organiser(String organisation, String name, String email) {
        static Organiser of(Dossier dossier) {
            return new Organiser(
                    dossier.organisation().name(),
                    dossier.contact().name(),
                    dossier.contact().email());
        }
    }
}
