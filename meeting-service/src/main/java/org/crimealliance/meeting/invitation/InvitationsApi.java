package org.crimealliance.meeting.invitation;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.meeting.Guest;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Guests and invitations of a meeting. */
@RestController
@RequestMapping("/api/meetings/{id}")
class InvitationsApi {

    record NewGuest(
            @NotBlank @Size(max = 300) String name,

            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 254)
            String email,

            @NotBlank @Size(max = 200) String affiliation) {}

    record Invited(int invited) {}

    record InvitationView(
            String invitationId,
            String inviteeId,
            String name,
            String affiliation,
            @Nullable String organisation,
            @Nullable Answer answer,
            @Nullable Instant answeredAt) {

        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.invitationId(),
                    invitation.invitee().inviteeId(),
                    invitation.invitee().name(),
                    invitation.invitee().affiliation(),
                    invitation.invitee().organisation(),
                    invitation.answer(),
                    invitation.answeredAt());
        }
    }

    record Counts(int invited, long yes, long no, long tentative, long waiting) {

        static Counts of(List<Invitation> invitations) {
            return new Counts(
                    invitations.size(),
                    count(invitations, Answer.YES),
                    count(invitations, Answer.NO),
                    count(invitations, Answer.TENTATIVE),
                    count(invitations, null));
        }

        private static long count(List<Invitation> invitations, @Nullable Answer answer) {
            return invitations.stream().filter(i -> i.answer() == answer).count();
        }
    }

    record InvitationList(
            List<InvitationView> items,
            Counts counts,
            @Nullable String next) {}

    private final Meetings meetings;
    private final Invitations invitations;
    private final ExtendInvitations extend;

    InvitationsApi(Meetings meetings, Invitations invitations, ExtendInvitations extend) {
        this.meetings = meetings;
        this.invitations = invitations;
        this.extend = extend;
    }

    /**
     * Names a guest of one meeting; asked with the audience, or at once where invitations went out already. The same mail
     * address again is the same guest. 409 once the meeting was opened or cancelled.
     */
    @Operation(summary = "Name a guest of one meeting")
    @PostMapping("/guests")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    Guest addGuest(@PathVariable String id, @Valid @RequestBody NewGuest wanted) {
        Guest guest = new Guest(
                Ids.derived("guest", id, MailAddress.comparable(wanted.email())),
                wanted.name(),
                wanted.email(),
                wanted.affiliation());
        Meeting meeting = meetings.addGuest(id, guest).orThrow();
        extend.toGuest(meeting, guest.guestId());
        return guest;
    }

    /**
     * Sends the invitations to the series' audience of today and the guests; whoever was asked already is not asked again.
     * Members admitted later are asked by themselves. 409 once the meeting was opened or cancelled.
     */
    @Operation(summary = "Send the invitations to the series' audience and the guests")
    @PostMapping("/invitations")
    @PreAuthorize(Access.RUN)
    Invited invite(@PathVariable String id) {
        return new Invited(extend.toAudience(id).orThrow());
    }

    /** Who was asked and what they answered; counts over all. */
    @Operation(summary = "Who was asked and what they answered")
    @GetMapping("/invitations")
    @PreAuthorize(Access.READ)
    InvitationList list(
            @PathVariable String id,
            @RequestParam @Nullable @Size(max = 100) String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        meetings.get(id);
        List<Invitation> all = invitations.of(id);
        KeyedPage<InvitationView> page =
                KeyedPage.after(after, all, limit, Invitation::invitationId, InvitationView::of);
        return new InvitationList(page.items(), Counts.of(all), page.next());
    }
}
