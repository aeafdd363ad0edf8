package org.crimealliance.event.funnel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.crimealliance.event.Readers;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.registration.Registrations;
import org.crimealliance.event.schedule.Schedule;
import org.crimealliance.event.schedule.Schedules;
import org.crimealliance.platform.store.Stored;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The figures of a congress on one page. */
@RestController
@RequestMapping("/api/congress/congresses/{congressId}/funnel")
@Tag(name = "Congresses")
class FunnelController {

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final Schedules schedules;
    private final Registrations registrations;

    FunnelController(
            Congresses congresses, AncillaryMeetings meetings, Schedules schedules, Registrations registrations) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.schedules = schedules;
        this.registrations = registrations;
    }

    record RegistrationFigures(long onsite, long online, long waitingOnsite) {}

    /**
     * @param accepted meetings that were ever accepted
     * @param reconfirmed of these, all that said yes, also those withdrawn later
     */
    record Funnel(
            int accepted,
            int reconfirmed,
            int declined,
            int expired,
            int undeliverable,
            int withdrawn,
            int placed,
            int waiting,
            RegistrationFigures registrations) {}

    @GetMapping
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "From accepted meetings to participants, in figures")
    Funnel funnel(@PathVariable String congressId) {
        congresses.get(congressId);
        int accepted = 0;
        int reconfirmed = 0;
        int declined = 0;
        int expired = 0;
        int undeliverable = 0;
        int withdrawn = 0;
        for (Stored<AncillaryMeeting> meeting : meetings.ofCongress(congressId)) {
            accepted++;
            switch (meeting.state()) {
                case AncillaryMeeting.Proposed m -> accepted--;
                case AncillaryMeeting.Accepted m -> {}
                case AncillaryMeeting.Invited m -> {}
                case AncillaryMeeting.Undeliverable m -> undeliverable++;
                case AncillaryMeeting.Reconfirmed m -> reconfirmed++;
                case AncillaryMeeting.Promoted m -> reconfirmed++;
                case AncillaryMeeting.Declined m -> declined++;
                case AncillaryMeeting.Expired m -> expired++;
                case AncillaryMeeting.Cancelled m -> {
                    withdrawn++;
                    reconfirmed += m.campaignId() == null ? 0 : 1;
                }
            }
        }
        Schedule schedule = schedules.of(congressId);
        Registrations.Counts counts = registrations.counts(congressId);
        return new Funnel(
                accepted,
                reconfirmed,
                declined,
                expired,
                undeliverable,
                withdrawn,
                schedule.entries().size(),
                schedule.waiting().size(),
                new RegistrationFigures(counts.onsite(), counts.online(), counts.waitingOnsite()));
    }
}
