package org.crimealliance.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Asks whether to sign out: for whoever was sent to sign out by a link that could be anybody's. */
@Controller
@RequestMapping(SignOutPage.PATH)
@PreAuthorize("permitAll()")
public class SignOutPage {

    public static final String PATH = "/identity/sign-out";

    private final Sessions sessions;

    SignOutPage(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("portal", ReturnAfterLogin.PORTAL);
        return "sign-out";
    }

    @PostMapping
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        return "redirect:/";
    }
}
