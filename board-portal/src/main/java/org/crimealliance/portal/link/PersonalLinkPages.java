package org.crimealliance.portal.link;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.crimealliance.portal.congress.AncillaryMeetingsClient;
import org.crimealliance.portal.congress.CampaignsClient;
import org.crimealliance.portal.congress.RegistrationsClient;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.meeting.InvitationsClient;
import org.crimealliance.portal.member.MembersClient;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One question each, asked by mail. Opening a link changes nothing, since mail programs open links too; the answer is a
 * button. The token is a secret, so these pages are told to no other site and kept in no cache.
 */
@Controller
@RequestMapping("/r")
class PersonalLinkPages {

    private final InvitationsClient invitations;
    private final CampaignsClient campaigns;
    private final RegistrationsClient registrations;
    private final AncillaryMeetingsClient ancillaryMeetings;
    private final MembersClient members;
    private final Show show;

    PersonalLinkPages(
            InvitationsClient invitations,
            CampaignsClient campaigns,
            RegistrationsClient registrations,
            AncillaryMeetingsClient ancillaryMeetings,
            MembersClient members,
            Show show) {
        this.invitations = invitations;
        this.campaigns = campaigns;
        this.registrations = registrations;
        this.ancillaryMeetings = ancillaryMeetings;
        this.members = members;
        this.show = show;
    }

    @ModelAttribute
    static void secret(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex");
    }

    @GetMapping("/meeting-reply/{token}")
    @PreAuthorize(May.ANYONE)
    String meeting(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked("link-meeting", token, () -> invitations.asked(token), model, response);
    }

    @PostMapping("/meeting-reply/{token}")
    @PreAuthorize(May.ANYONE)
    String reply(
            @PathVariable String token,
            @RequestParam String answer,
            Form form,
            Model model,
            HttpServletResponse response) {
        return form.send(() -> invitations.answer(token, answer))
                .tell("answered", answer)
                .to("/r/meeting-reply/" + token, () -> meeting(token, model, response));
    }

    @GetMapping("/reconfirm/{token}")
    @PreAuthorize(May.ANYONE)
    String reconfirmation(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked("link-reconfirm", token, () -> campaigns.asked(token), model, response);
    }

    @PostMapping("/reconfirm/{token}")
    @PreAuthorize(May.ANYONE)
    String reconfirm(
            @PathVariable String token,
            @RequestParam String answer,
            Form form,
            Model model,
            HttpServletResponse response) {
        return form.send(() -> campaigns.answer(token, answer))
                .tell("answered", answer)
                .to("/r/reconfirm/" + token, () -> reconfirmation(token, model, response));
    }

    @GetMapping("/register/{token}")
    @PreAuthorize(May.ANYONE)
    String registration(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked("link-register", token, () -> registrations.asked(token), model, response);
    }

    @PostMapping("/register/{token}")
    @PreAuthorize(May.ANYONE)
    String confirm(@PathVariable String token, Form form, Model model, HttpServletResponse response) {
        Integer number = form.optionalWhole("form");
        return form.send(() -> registrations.confirm(token, number))
                .tell("answered", "confirmed")
                .to("/r/register/" + token, () -> registration(token, model, response));
    }

    @PostMapping("/register/{token}/cancellation")
    @PreAuthorize(May.ANYONE)
    String cancel(@PathVariable String token, Form form, Model model, HttpServletResponse response) {
        return form.send(() -> registrations.cancelOwn(token))
                .to("/r/register/" + token, () -> registration(token, model, response));
    }

    /** What waits for the holder of a link, to be confirmed by itself. */
    private record Sent(String id, @Nullable String title, List<String> about) {}

    @GetMapping("/application/{token}")
    @PreAuthorize(May.ANYONE)
    String application(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String after,
            Model model,
            HttpServletResponse response) {
        return sent(
                "application",
                token,
                after,
                () -> members.askedApplications(token, after)
                        .map(form -> new Sent(form.membershipId(), form.name(), List.of(show.word(form.category())))),
                model,
                response);
    }

    @PostMapping("/application/{token}")
    @PreAuthorize(May.ANYONE)
    String confirmApplication(@PathVariable String token, Form form, Model model, HttpServletResponse response) {
        String id = form.text("id");
        return form.send(() -> members.confirmApplication(token, id))
                .tell("answered", "confirmed")
                .to("/r/application/" + token, () -> application(token, null, model, response));
    }

    @GetMapping("/proposal/{token}")
    @PreAuthorize(May.ANYONE)
    String proposal(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String after,
            Model model,
            HttpServletResponse response) {
        return sent(
                "proposal",
                token,
                after,
                () -> ancillaryMeetings
                        .askedProposals(token, after)
                        .map(form -> new Sent(
                                form.ancillaryMeetingId(),
                                form.title(),
                                List.of(
                                        Objects.toString(form.organisation(), ""),
                                        form.congressName() + ", " + show.word(form.mode())))),
                model,
                response);
    }

    @PostMapping("/proposal/{token}")
    @PreAuthorize(May.ANYONE)
    String confirmProposal(@PathVariable String token, Form form, Model model, HttpServletResponse response) {
        String id = form.text("id");
        return form.send(() -> ancillaryMeetings.confirmProposal(token, id))
                .tell("answered", "confirmed")
                .to("/r/proposal/" + token, () -> proposal(token, null, model, response));
    }

    private static String sent(
            String kind,
            String token,
            @Nullable String after,
            Supplier<Object> question,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("kind", kind);
        model.addAttribute("address", "/r/" + kind + "/" + token + (after == null ? "" : "?after=" + after));
        return asked("link-forms", token, question, model, response);
    }

    @GetMapping("/seat-offer/{token}")
    @PreAuthorize(May.ANYONE)
    String offer(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked("link-seat", token, () -> registrations.offer(token), model, response);
    }

    @PostMapping("/seat-offer/{token}")
    @PreAuthorize(May.ANYONE)
    String takeSeat(@PathVariable String token, Form form, Model model, HttpServletResponse response) {
        return form.send(() -> registrations.takeSeat(token))
                .tell("answered", "confirmed")
                .to("/r/seat-offer/" + token, () -> offer(token, model, response));
    }

    /** Wrong, used up, of another purpose: all alike to whoever tries. */
    private static String asked(
            String view, String token, Supplier<Object> question, Model model, HttpServletResponse response) {
        try {
            model.addAttribute("token", token);
            model.addAttribute("asked", question.get());
            return view;
        } catch (RefusedException e) {
            response.setStatus(404);
            return "link-unknown";
        }
    }
}
