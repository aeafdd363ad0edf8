package org.crimealliance.identity.login;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which one signs in. Their answers never tell whether an account exists. */
@Controller
@PreAuthorize("permitAll()")
class LoginController {

    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);
    private static final int LONGEST_EMAIL = 320;

    private final Passwords passwords;
    private final LoginLinks links;
    private final SignIn signIn;
    private final Throttle throttle;
    private final Devices devices;
    private final ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor();

    LoginController(Passwords passwords, LoginLinks links, SignIn signIn, Throttle throttle, Devices devices) {
        this.passwords = passwords;
        this.links = links;
        this.signIn = signIn;
        this.throttle = throttle;
        this.devices = devices;
    }

    /** The sign-in page: password, or a link by mail. */
    @GetMapping("/login")
    String page(HttpServletRequest request, Model model) {
        return signIn.page(request, model);
    }

    /** Signs in by password; on success goes on to where the sign-in was needed. */
    @PostMapping("/login/password")
    String password(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String email,
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("email", email);
        if (!isAddress(email)) {
            return wrong(request, model, response, "emailError", "Enter your mail address, such as name@example.org.");
        }
        if (password.isEmpty() || password.length() > Passwords.LONGEST) {
            return wrong(request, model, response, "passwordError", "Enter your password.");
        }
        Throttle.Caller caller = caller(email, request);
        if (!throttle.admits("password", caller)) {
            return tooOften(request, model, response);
        }
        return switch (passwords.look(password, caller)) {
            case Passwords.Right(Access access) -> {
                throttle.succeeded("password", caller);
                yield signIn.complete(access, FactorGrantedAuthority.PASSWORD_AUTHORITY, request, response);
            }
            case Passwords.Wrong wrong ->
                wrong(
                        request,
                        model,
                        response,
                        "passwordError",
                        "The mail address and the password do not belong together. Try again, or have a link mailed.");
            case Passwords.Busy busy -> {
                throttle.succeeded("password", caller); // nothing was tried
                yield refused(
                        request,
                        model,
                        response,
                        Passwords.COME_BACK,
                        "Too many people are signing in at this moment. Try again in a few seconds, or have a link mailed.");
            }
        };
    }

    /** Asks for a link by mail. */
    @PostMapping("/one-time/request")
    String request(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("linkEmail", email);
        if (!isAddress(email)) {
            return wrong(
                    request, model, response, "linkEmailError", "Enter your mail address, such as name@example.org.");
        }
        Throttle.Caller caller = caller(email, request);
        if (!throttle.admits("link", caller)) {
            return tooOften(request, model, response);
        }
        // not in this request: it would take longer for an address that somebody has
        sender.execute(() -> send(caller));
        model.addAttribute("minutes", links.life().toMinutes());
        return "link-sent";
    }

    /** Where the form was sent to is no link. */
    @GetMapping("/one-time/request")
    String notRequested() {
        return "redirect:/login";
    }

    private void send(Throttle.Caller caller) {
        try {
            if (throttle.admitsMail(caller)) {
                links.send(caller.email());
            }
        } catch (RuntimeException e) {
            LOG.error("a sign-in link could not be sent", e);
        }
    }

    /** What a link leads to: one button, because programs that look at mails follow links too. */
    @GetMapping("/one-time/{token}")
    String link(@PathVariable String token, HttpServletResponse response, Model model) {
        if (!links.isOpen(token)) {
            response.setStatus(410);
            return "link-unusable";
        }
        model.addAttribute("token", token);
        return "link-open";
    }

    /** Signs in by a link, once. */
    @PostMapping("/one-time/{token}")
    String useLink(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        if (!throttle.admitsAddress("use", request.getRemoteAddr())) {
            response.setStatus(429);
            return "link-unusable";
        }
        if (links.use(token) instanceof Outcome.Done<Access>(Access access)) {
            return signIn.complete(access, FactorGrantedAuthority.OTT_AUTHORITY, request, response);
        }
        response.setStatus(410);
        return "link-unusable";
    }

    private Throttle.Caller caller(String email, HttpServletRequest request) {
        return new Throttle.Caller(
                email, request.getRemoteAddr(), devices.known(EmailAddress.accountId(email), request));
    }

    private static boolean isAddress(String email) {
        String stripped = email.strip();
        int at = stripped.indexOf('@');
        return stripped.length() <= LONGEST_EMAIL && at > 0 && at < stripped.length() - 1;
    }

    private String wrong(
            HttpServletRequest request, Model model, HttpServletResponse response, String field, String message) {
        response.setStatus(422);
        model.addAttribute(field, message);
        return signIn.page(request, model);
    }

    private String tooOften(HttpServletRequest request, Model model, HttpServletResponse response) {
        return refused(
                request,
                model,
                response,
                throttle.window(),
                "Too many attempts. Wait " + throttle.window().toMinutes() + " minutes before you try again.");
    }

    private String refused(
            HttpServletRequest request, Model model, HttpServletResponse response, Duration pause, String message) {
        response.setStatus(429);
        response.setHeader("Retry-After", Long.toString(pause.toSeconds()));
        model.addAttribute("problem", message);
        return signIn.page(request, model);
    }

    @PreDestroy
    void close() {
        sender.close();
    }
}
