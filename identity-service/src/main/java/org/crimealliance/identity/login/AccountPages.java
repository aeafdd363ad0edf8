package org.crimealliance.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.PasskeyCount;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * How one signs in: a password or none, where one is signed in, and signing out there. Whoever changes it has signed in a moment ago, so that
 * a session left open on somebody's desk is not worth an account.
 */
@Controller
@RequestMapping(AccountPages.PATH)
@PreAuthorize("isAuthenticated()")
class AccountPages {

    static final String PATH = "/identity/account";

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final ReturnAfterLogin returns;
    private final PasskeyCount passkeys;
    private final Moments moments;
    private final Duration tokenLife;

    AccountPages(
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            ReturnAfterLogin returns,
            PasskeyCount passkeys,
            Moments moments,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.returns = returns;
        this.passkeys = passkeys;
        this.moments = moments;
        this.tokenLife = settings.accessTokenLife();
    }

    @ModelAttribute
    void account(Authentication caller, Model model) {
        Account account = sessions.account(caller);
        model.addAttribute("account", account);
        model.addAttribute("sessions", sessions.of(caller));
        model.addAttribute("moments", moments);
        model.addAttribute("tokenMinutes", tokenLife.toMinutes());
        model.addAttribute("fresh", sessions.isFresh(caller));
        model.addAttribute("portal", ReturnAfterLogin.PORTAL);
        model.addAttribute("shortest", Passwords.SHORTEST);
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String done, Model model) {
        model.addAttribute("done", done);
        return "account";
    }

    /** A new password; other devices are signed out by it. */
    @PostMapping("/password")
    String setPassword(
            @RequestParam(defaultValue = "") String password,
            Authentication caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!sessions.isFresh(caller)) {
            return again(response);
        }
        Account account = sessions.account(caller);
        Optional<String> problem = Passwords.problem(password, account);
        if (problem.isPresent()) {
            return refused(model, response, 422, problem.get());
        }
        Optional<String> hash = passwords.hash(password, caller.getName());
        if (hash.isEmpty()) {
            response.setHeader("Retry-After", Long.toString(Passwords.COME_BACK.toSeconds()));
            return refused(model, response, 429, "Too many people are signing in. Try again in a few seconds.");
        }
        return changed(caller, account, hash.get(), "password-set", request, response);
    }

    @GetMapping("/password/remove")
    String confirmRemoval(Authentication caller, HttpServletResponse response, Model model) {
        Account account = sessions.account(caller);
        if (account.passwordHash() == null) {
            return "redirect:" + PATH;
        }
        model.addAttribute("onlyByMail", passkeys.of(account) == 0);
        return sessions.isFresh(caller) ? "password-removal" : again(response);
    }

    @PostMapping("/password/remove")
    String removePassword(Authentication caller, HttpServletRequest request, HttpServletResponse response) {
        if (!sessions.isFresh(caller)) {
            return again(response);
        }
        return changed(caller, sessions.account(caller), null, "password-removed", request, response);
    }

    @PostMapping("/sessions/end")
    String end(@RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String id, Authentication caller) {
        return "redirect:" + PATH + (sessions.end(id, caller) ? "?done=session-ended" : "");
    }

    @PostMapping("/sign-out-everywhere")
    String signOutEverywhere(Authentication caller, HttpServletRequest request, HttpServletResponse response) {
        accounts.signOutEverywhere(caller.getName());
        sessions.end(request, response);
        return "signed-out";
    }

    /** All sessions end by the change: this device gets another. */
    private String changed(
            Authentication caller,
            Account account,
            @Nullable String hash,
            String done,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Access> access = accounts.setPassword(account.access(), hash);
        if (access.isEmpty()) {
            return again(response); // somebody has taken the account from whoever this is
        }
        String factor = caller.getAuthorities().stream()
                .filter(FactorGrantedAuthority.class::isInstance)
                .map(authority -> String.valueOf(authority.getAuthority()))
                .findFirst()
                .orElse(FactorGrantedAuthority.PASSWORD_AUTHORITY);
        sessions.start(access.get(), factor, request, response);
        return "redirect:" + PATH + "?done=" + done;
    }

    private static String refused(Model model, HttpServletResponse response, int status, String message) {
        response.setStatus(status);
        model.addAttribute("done", "");
        model.addAttribute("passwordError", message);
        return "account";
    }

    /** To the sign-in page and back, for whoever signed in too long ago. */
    @PostMapping("/again")
    String again(HttpServletResponse response) {
        return returns.askAgain(PATH, response);
    }
}
