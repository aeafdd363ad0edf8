package org.crimealliance.event.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.crimealliance.event.Readers;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeeting.Accepted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Cancelled;
import org.crimealliance.event.ancillary.AncillaryMeeting.Declined;
import org.crimealliance.event.ancillary.AncillaryMeeting.Expired;
import org.crimealliance.event.ancillary.AncillaryMeeting.Invited;
import org.crimealliance.event.ancillary.AncillaryMeeting.Promoted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Proposed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Reconfirmed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Undeliverable;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Running a reconfirmation campaign, and the organisers' answers by personal link. */
@RestController
@RequestMapping("/api/congress")
@Tag(name = "Reconfirmation")
class CampaignController {

    private final Campaigns campaigns;
    private final RunCampaigns runCampaigns;
    private final AncillaryMeetings meetings;
    private final Congresses congresses;
    private final CongressLinks links;
    private final Sweeper sweep;
    private final Clock clock;

    CampaignController(
            Campaigns campaigns,
            RunCampaigns runCampaigns,
            AncillaryMeetings meetings,
            Congresses congresses,
            CongressLinks links,
            @Qualifier("campaignSweep") Sweeper sweep,
            Clock clock) {
        this.campaigns = campaigns;
        this.runCampaigns = runCampaigns;
        this.meetings = meetings;
        this.congresses = congresses;
        this.links = links;
        this.sweep = sweep;
        this.clock = clock;
    }

    record Deadline(@NotNull Instant deadline) {
        Instant inMillis() {
            return deadline.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    record Planned(String campaignId) {}

    record BouncedView(
            String ancillaryMeetingId,
            String code,
            String title,
            @Nullable String email,
            String reason) {}

    /**
     * @param invited how many were asked
     * @param reconfirmed how many said yes, also those withdrawn later
     * @param silent how many have neither answered nor expired
     */
    record CampaignView(
            String campaignId,
            String congressId,
            String state,
            Instant deadline,
            int invited,
            int reconfirmed,
            int declined,
            int expired,
            int undeliverable,
            int silent,
            List<BouncedView> undeliverableMeetings) {}

    /** What an organiser answers. */
    record AnswerRequest(@NotNull Reconfirmation.Answer answer) {}

    enum AnswerGiven {
        @JsonProperty("reconfirm")
        RECONFIRM,
        @JsonProperty("decline")
        DECLINE,
        @JsonProperty("none")
        NONE
    }

    record ReconfirmationView(
            String congressName,
            String code,
            String title,
            String organisation,
            Mode mode,
            Instant deadline,
            boolean open,
            AnswerGiven answer) {}

    /** One campaign a congress. 422 {@code deadline-too-early}, 409 {@code campaign-exists}. */
    @PostMapping("/congresses/{congressId}/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Plan the reconfirmation campaign of a congress")
    Planned plan(@PathVariable String congressId, @Valid @RequestBody Deadline request) {
        return new Planned(campaigns.plan(congressId, request.inMillis()).orThrow());
    }

    /** Closes the call and writes to every organiser; goes on by itself. Starting again changes nothing. */
    @PostMapping("/campaigns/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Start the campaign")
    CampaignView start(@PathVariable String id) {
        Stored<Campaign> campaign = campaigns.get(id);
        Provenance command = Provenance.current();
        campaigns.store().change(id, c -> c.start(clock.instant(), command)).orThrow();
        // here, not in the sweep: a proposal that follows this answer finds the call closed
        congresses.closeCall(campaign.state().congressId());
        sweep.nudge();
        return view(campaigns.get(id));
    }

    /** Revives the expired, never the declined; no link dies. 409 {@code already-selected}. */
    @PostMapping("/campaigns/{id}/extension")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Extend the campaign's deadline")
    CampaignView extend(@PathVariable String id, @Valid @RequestBody Deadline request) {
        runCampaigns.extend(id, request.inMillis()).orThrow();
        return view(campaigns.get(id));
    }

    @GetMapping("/campaigns/{id}")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "How far a campaign is")
    CampaignView one(@PathVariable String id) {
        return view(campaigns.get(id));
    }

    /** The campaigns of a congress: none or one. */
    record CampaignList(List<CampaignView> items) {}

    @GetMapping("/congresses/{congressId}/campaigns")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "The campaigns of a congress")
    CampaignList list(@PathVariable String congressId) {
        congresses.get(congressId);
        return new CampaignList(
                campaigns.ofCongress(congressId).stream().map(this::view).toList());
    }

    /** 404 alike for a token that is malformed, unknown, or of another purpose. */
    @GetMapping("/reconfirmations/{token}")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "What a personal link asks")
    ReconfirmationView asked(@PathVariable String token) {
        return view(link(token));
    }

    /** The same answer again changes nothing; 409 {@code deadline-passed} afterwards. */
    @PostMapping("/reconfirmations/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Reconfirm or decline by personal link")
    ReconfirmationView answer(@PathVariable String token, @Valid @RequestBody AnswerRequest request) {
        CongressLinks.Link link = link(token);
        Provenance.ofLink(RunCampaigns.PURPOSE)
                .run(() -> runCampaigns.answer(link, request.answer()).orThrow());
        return view(link);
    }

    private CongressLinks.Link link(String token) {
        return links.find(RunCampaigns.PURPOSE, token)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    private ReconfirmationView view(CongressLinks.Link link) {
        Campaign campaign = campaigns.get(link.scope()).state();
        AncillaryMeeting meeting = meetings.get(campaign.congressId(), link.subject());
        return new ReconfirmationView(
                congresses.get(campaign.congressId()).name(),
                meeting.dossier().code(),
                meeting.dossier().title(),
                meeting.dossier().organisation().name(),
                meeting.mode(),
                campaign.deadline(),
                campaign.takesAnswers(clock.instant()),
                switch (meeting) {
                    case Reconfirmed m -> AnswerGiven.RECONFIRM;
                    case Promoted m -> AnswerGiven.RECONFIRM;
                    case Declined m -> AnswerGiven.DECLINE;
                    case Cancelled m -> AnswerGiven.DECLINE;
                    case Proposed m -> AnswerGiven.NONE;
                    case Accepted m -> AnswerGiven.NONE;
                    case Invited m -> AnswerGiven.NONE;
                    case Undeliverable m -> AnswerGiven.NONE;
                    case Expired m -> AnswerGiven.NONE;
                });
    }

    private CampaignView view(Stored<Campaign> stored) {
        String id = stored.id();
        int reconfirmed = 0;
        int declined = 0;
        int expired = 0;
        int silent = 0;
        List<BouncedView> bounced = new java.util.ArrayList<>();
        for (Stored<AncillaryMeeting> meeting :
                meetings.ofCongress(stored.state().congressId())) {
            switch (meeting.state()) {
                case Reconfirmed m -> reconfirmed++;
                case Promoted m -> reconfirmed++;
                case Cancelled m -> reconfirmed += id.equals(m.campaignId()) ? 1 : 0;
                case Declined m -> declined++;
                case Expired m -> expired++;
                case Invited m -> silent++;
                case Undeliverable m ->
                    bounced.add(new BouncedView(
                            meeting.id(),
                            m.dossier().code(),
                            m.dossier().title(),
                            Readers.addresses(m.dossier().contact().email()),
                            m.reason()));
                case Proposed m -> {}
                case Accepted m -> {}
            }
        }
        return new CampaignView(
                id,
                stored.state().congressId(),
                stored.state().stage().name().toLowerCase(Locale.ROOT),
                stored.state().deadline(),
                reconfirmed + declined + expired + silent + bounced.size(),
                reconfirmed,
                declined,
                expired,
                bounced.size(),
                silent,
                bounced);
    }
}
