package org.crimealliance.identity.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.login.Moments;
import org.crimealliance.identity.login.RandomToken;
import org.crimealliance.identity.login.ReturnAfterLogin;
import org.crimealliance.identity.login.Sessions;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's passkeys: what there is, another one, one less. As with the password, whoever changes it signed in a moment ago. */
@Controller
@RequestMapping(PasskeyPages.PATH)
@PreAuthorize("isAuthenticated()")
class PasskeyPages {

    static final String PATH = "/identity/account/passkeys";

    private static final int LONGEST_LABEL = 60;

    private final RelyingParty relyingParty;
    private final Passkeys passkeys;
    private final Challenges challenges;
    private final Accounts accounts;
    private final Sessions sessions;
    private final ReturnAfterLogin returns;
    private final Moments moments;

    PasskeyPages(
            RelyingParty relyingParty,
            Passkeys passkeys,
            Challenges challenges,
            Accounts accounts,
            Sessions sessions,
            ReturnAfterLogin returns,
            Moments moments) {
        this.relyingParty = relyingParty;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.accounts = accounts;
        this.sessions = sessions;
        this.returns = returns;
        this.moments = moments;
    }

    @ModelAttribute
    void account(Authentication caller, Model model) {
        model.addAttribute("passkeys", passkeys.all(account(caller)));
        model.addAttribute("moments", moments);
        model.addAttribute("most", Passkeys.MOST);
        model.addAttribute("fresh", sessions.isFresh(caller));
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String done, Model model) {
        model.addAttribute("done", done);
        return "passkeys";
    }

    @PostMapping("/options")
    ResponseEntity<String> options(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String label,
            Authentication caller,
            HttpServletResponse response) {
        if (!sessions.isFresh(caller)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        if (problem(label).isPresent() || hasMost(account(caller))) {
            return ResponseEntity.unprocessableContent().build(); // before the device makes one that nobody takes
        }
        Account account = accounts.knownToAuthenticators(caller.getName(), RandomToken.next());
        Bytes challenge = challenges.next(forNew(account), response);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(relyingParty.askForNew(account, challenge));
    }

    @PostMapping
    String add(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String label,
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String answer,
            Authentication caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!sessions.isFresh(caller)) {
            return again(response);
        }
        Account account = account(caller); // what was recovered since is void by its handle
        Optional<Bytes> challenge = challenges.take(forNew(account), request, response);
        model.addAttribute("label", label);
        Optional<String> problem = problem(label);
        if (problem.isPresent()) {
            return refused(model, response, "labelError", problem.get());
        }
        if (hasMost(account)) {
            return refused(model, response, "problem", "You have " + Passkeys.MOST + " passkeys. Remove one first.");
        }
        boolean added = challenge.isPresent()
                && answer.length() <= RelyingParty.LONGEST_ANSWER
                && relyingParty.isAdded(answer, TextKind.LINE.take(label), account, challenge.get());
        return added
                ? "redirect:" + PATH + "?done=added"
                : refused(model, response, "problem", "That did not work. No passkey was added: try again.");
    }

    @GetMapping("/remove")
    String confirmRemoval(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String id,
            Authentication caller,
            HttpServletResponse response,
            Model model) {
        if (!sessions.isFresh(caller)) {
            return again(response);
        }
        Account account = account(caller);
        List<Passkeys.View> all = passkeys.all(account);
        Optional<Passkeys.View> asked =
                all.stream().filter(one -> one.id().equals(id)).findFirst();
        asked.ifPresent(one -> model.addAttribute("passkey", one));
        model.addAttribute("onlyByMail", all.size() == 1 && account.passwordHash() == null);
        return asked.isPresent() ? "passkey-removal" : "redirect:" + PATH;
    }

    /** Takes one away; whoever is signed in stays so. */
    @PostMapping("/remove")
    String remove(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String id,
            Authentication caller,
            HttpServletResponse response) {
        if (!sessions.isFresh(caller)) {
            return again(response);
        }
        boolean removed = passkeys.remove(id, caller.getName(), account(caller)) instanceof Outcome.Done;
        return "redirect:" + PATH + (removed ? "?done=removed" : "");
    }

    /** To the sign-in page and back, for whoever signed in too long ago. */
    @PostMapping("/again")
    String again(HttpServletResponse response) {
        return returns.askAgain(PATH, response);
    }

    /** Asked for under this access and no other. */
    private static String forNew(Account account) {
        return account.access().toString();
    }

    private boolean hasMost(Account account) {
        return passkeys.of(account) >= Passkeys.MOST;
    }

    private static Optional<String> problem(String label) {
        try {
            String taken = TextKind.LINE.take(label);
            if (taken.isEmpty()) {
                return Optional.of("Give it a name, such as the device's.");
            }
            return taken.length() > LONGEST_LABEL
                    ? Optional.of("Use at most " + LONGEST_LABEL + " characters.")
                    : Optional.empty();
        } catch (UnacceptableTextException e) {
            return Optional.of("The name " + e.getMessage() + ".");
        }
    }

    private static String refused(Model model, HttpServletResponse response, String where, String message) {
        response.setStatus(422);
        model.addAttribute("done", "");
        model.addAttribute(where, message);
        return "passkeys";
    }

    private Account account(Authentication caller) {
        return sessions.account(caller);
    }
}
