package org.crimealliance.event.campaign;

import java.time.Instant;
import org.crimealliance.platform.outbox.WireName;

/** A silent organiser is reminded, or told of a later deadline. */
@WireName("event.reconfirmation-reminded.v1")
record ReconfirmationReminded(
        String campaignId,
        String congressId,
        String congressName,
        String ancillaryMeetingId,
        String code,
        String title,
        ReconfirmationRequested.Organiser organiser,
        Instant deadline,
        String answerUrl) {}
