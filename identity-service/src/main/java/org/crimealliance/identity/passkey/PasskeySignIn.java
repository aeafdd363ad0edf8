package org.crimealliance.identity.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.login.SignIn;
import org.crimealliance.identity.login.Throttle;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in by a passkey: the sign-in page's script asks for options, the browser for the passkey, a form brings it. */
@Controller
@PreAuthorize("permitAll()")
class PasskeySignIn {

    private static final String LIMIT = "passkey";

    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final SignIn signIn;
    private final Throttle throttle;

    PasskeySignIn(RelyingParty relyingParty, Challenges challenges, SignIn signIn, Throttle throttle) {
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.signIn = signIn;
        this.throttle = throttle;
    }

    /** A challenge is an attempt: each is good for one answer. */
    @PostMapping("/login/passkey/options")
    ResponseEntity<String> options(HttpServletRequest request, HttpServletResponse response) {
        if (!throttle.admitsAddress(LIMIT, request.getRemoteAddr())) {
            return ResponseEntity.status(429)
                    .header("Retry-After", Long.toString(throttle.window().toSeconds()))
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(relyingParty.askForSignIn(challenges.next(Challenges.SIGN_IN, response)));
    }

    @PostMapping("/login/passkey")
    String signIn(
            @RequestParam(defaultValue = "") @Text(TextKind.VERBATIM) String answer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Access> access = challenges
                .take(Challenges.SIGN_IN, request, response)
                .filter(challenge -> answer.length() <= RelyingParty.LONGEST_ANSWER)
                .flatMap(challenge -> relyingParty.signedIn(answer, challenge));
        if (access.isEmpty()) {
            response.setStatus(422);
            model.addAttribute("problem", "This passkey does not sign you in. Try again, or have a link mailed.");
            return signIn.page(request, model);
        }
        throttle.succeededFrom(LIMIT, request.getRemoteAddr());
        return signIn.complete(access.get(), FactorGrantedAuthority.WEBAUTHN_AUTHORITY, request, response);
    }
}
