package org.crimealliance.portal.link;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.crimealliance.portal.congress.CongressClient;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.meeting.MeetingsClient;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One question each, asked by mail. Opening a link changes nothing, since mail programs open links too; the answer is a
 * button. The token is a secret, so these pages are told to no other site and kept in no cache.
 */
@Controller
@RequestMapping("/r")
class PersonalLinkPages {

    private final MeetingsClient meetings;
    private final CongressClient congress;

    PersonalLinkPages(MeetingsClient meetings, CongressClient congress) {
        this.meetings = meetings;
        this.congress = congress;
    }

    @GetMapping("/meeting-reply/{token}")
    @PreAuthorize(May.ANYONE)
    String meeting(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked(response, () -> {
            model.addAttribute("token", token);
            model.addAttribute("asked", meetings.asked(token));
            return "link-meeting";
        });
    }

    @PostMapping("/meeting-reply/{token}")
    @PreAuthorize(May.ANYONE)
    String answer(
            @PathVariable String token,
            @RequestParam String answer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        return answered(
                model,
                response,
                () -> {
                    meetings.answer(token, answer);
                    flash.addFlashAttribute("answered", answer);
                    return "redirect:/r/meeting-reply/" + token;
                },
                () -> meeting(token, model, response));
    }

    @GetMapping("/reconfirm/{token}")
    @PreAuthorize(May.ANYONE)
    String reconfirm(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked(response, () -> {
            model.addAttribute("token", token);
            model.addAttribute("asked", congress.reconfirmation(token));
            return "link-reconfirm";
        });
    }

    @PostMapping("/reconfirm/{token}")
    @PreAuthorize(May.ANYONE)
    String reconfirm(
            @PathVariable String token,
            @RequestParam String answer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        return answered(
                model,
                response,
                () -> {
                    congress.reconfirm(token, answer);
                    flash.addFlashAttribute("answered", answer);
                    return "redirect:/r/reconfirm/" + token;
                },
                () -> reconfirm(token, model, response));
    }

    @GetMapping("/register/{token}")
    @PreAuthorize(May.ANYONE)
    String register(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked(response, () -> {
            model.addAttribute("token", token);
            model.addAttribute("asked", congress.registration(token));
            return "link-register";
        });
    }

    @PostMapping("/register/{token}")
    @PreAuthorize(May.ANYONE)
    String confirm(@PathVariable String token, Model model, HttpServletResponse response, RedirectAttributes flash) {
        return answered(
                model,
                response,
                () -> {
                    congress.confirmRegistration(token);
                    flash.addFlashAttribute("answered", "confirmed");
                    return "redirect:/r/register/" + token;
                },
                () -> register(token, model, response));
    }

    @GetMapping("/seat-offer/{token}")
    @PreAuthorize(May.ANYONE)
    String offer(@PathVariable String token, Model model, HttpServletResponse response) {
        return asked(response, () -> {
            model.addAttribute("token", token);
            model.addAttribute("asked", congress.offer(token));
            return "link-seat";
        });
    }

    @PostMapping("/seat-offer/{token}")
    @PreAuthorize(May.ANYONE)
    String takeSeat(@PathVariable String token, Model model, HttpServletResponse response, RedirectAttributes flash) {
        return answered(
                model,
                response,
                () -> {
                    congress.takeSeat(token);
                    flash.addFlashAttribute("answered", "confirmed");
                    return "redirect:/r/seat-offer/" + token;
                },
                () -> offer(token, model, response));
    }

    /** Wrong, used up, of another purpose: all alike to whoever tries. */
    private static String asked(HttpServletResponse response, Supplier<String> question) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex");
        try {
            return question.get();
        } catch (RefusedException e) {
            response.setStatus(404);
            return "link-unknown";
        }
    }

    private static String answered(
            Model model, HttpServletResponse response, Supplier<String> send, Supplier<String> again) {
        Form form = Form.blank();
        try {
            return send.get();
        } catch (RefusedException e) {
            form.refused(e);
            response.setStatus(e.status());
        } catch (UnavailableException e) {
            form.wrong(null, "wrong.unavailable");
            response.setStatus(503);
        }
        model.addAttribute("form", form);
        int status = response.getStatus();
        String view = again.get();
        if (view.startsWith("link-") && !view.equals("link-unknown")) {
            response.setStatus(status);
        }
        return view;
    }
}
