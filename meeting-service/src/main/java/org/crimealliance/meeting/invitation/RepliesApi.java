package org.crimealliance.meeting.invitation;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Replies by personal link, without an account. */
@RestController
@RequestMapping("/api/meetings/invitations/replies/{token}")
class RepliesApi {

    record Reply(@NotNull Answer answer) {}

    record ReplyView(
            MeetingFacts meeting,
            String name,
            @Nullable Answer answer,
            @Nullable Instant answeredAt) {}

    private final ReplyLinks links;
    private final Invitations invitations;
    private final Meetings meetings;
    private final People people;
    private final Clock clock;

    RepliesApi(ReplyLinks links, Invitations invitations, Meetings meetings, People people, Clock clock) {
        this.links = links;
        this.invitations = invitations;
        this.meetings = meetings;
        this.people = people;
        this.clock = clock;
    }

    /**
     * What the link asks. 404 {@code link-not-valid} for a link that is wrong, for something else, or no longer of use:
     * all alike.
     */
    @Operation(summary = "What a reply link asks")
    @GetMapping
    @PreAuthorize("permitAll()")
    ReplyView asked(@PathVariable String token) {
        return view(invitation(token));
    }

    /** Answers. The same answer twice changes nothing; another one replaces it until the meeting is over. */
    @Operation(summary = "Answer by a reply link")
    @PostMapping
    @PreAuthorize("permitAll()")
    ReplyView answer(@PathVariable String token, @Valid @RequestBody Reply reply) {
        Invitation asked = invitation(token);
        return Provenance.ofLink(ReplyLinks.PURPOSE)
                .call(() -> view(invitations
                        .reply(asked.invitationId(), reply.answer(), clock.instant())
                        .orThrow()));
    }

    private ReplyView view(Invitation invitation) {
        return new ReplyView(
                MeetingFacts.of(meetings.get(invitation.meetingId())),
                invitation.invitee().name(),
                invitation.answer(),
                invitation.answeredAt());
    }

    /**
     * Not once the meeting is over, and not of whoever left the office or the membership that they were invited for. The
     * same is looked up for each link, also for one that leads nowhere.
     */
    private Invitation invitation(String token) {
        Optional<Invitation> asked = invitations.find(links.invitationOf(token).orElse(PersonalLinks.NOBODY));
        Optional<Meeting> meeting =
                meetings.find(asked.map(Invitation::meetingId).orElse(PersonalLinks.NOBODY));
        Predicate<Invitee> stillInvited =
                meeting.map(found -> people.stillInvited(found.details())).orElseGet(this::nobody);
        return asked.filter(invitation -> stillInvited.test(invitation.invitee()))
                .filter(invitation -> meeting.orElseThrow().takesReplies(clock.instant()))
                .orElseThrow(() -> new RefusedException(new Refusal(
                        Refusal.Kind.NOT_FOUND,
                        "link-not-valid",
                        "This link is not valid, or not any more. Ask the Secretary for a new one.",
                        List.of())));
    }

    private Predicate<Invitee> nobody() {
        people.board();
        return invitee -> false;
    }
}
