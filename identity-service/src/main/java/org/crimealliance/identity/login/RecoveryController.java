package org.crimealliance.identity.login;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.security.Caller;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Recovery by another officer, for somebody who has lost a password or fears that somebody else has it: what opened the
 * account so far opens it no more, and a link goes to the registered address, there and nowhere else.
 */
@RestController
@RequestMapping("/api/identity/recoveries")
class RecoveryController {

    private static final int LONGEST_REASON = 500;
    private static final List<String> EXECUTIVE = List.of("chair", "treasurer", "secretary");

    private final Accounts accounts;
    private final LoginLinks links;
    private final Throttle throttle;

    RecoveryController(Accounts accounts, LoginLinks links, Throttle throttle) {
        this.accounts = accounts;
        this.links = links;
        this.throttle = throttle;
    }

    record Request(
            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 320)
            String email,

            @NotBlank @Size(max = LONGEST_REASON) String reason) {}

    /** Recovers somebody else's account: its password goes, its sessions end, a link is mailed. Who and why is kept. */
    @Operation(summary = "Recover somebody else's account")
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('CHAIR','TREASURER','SECRETARY')")
    void recover(
            @AuthenticationPrincipal Jwt token, @Valid @RequestBody Request recovery, HttpServletResponse response) {
        String accountId = EmailAddress.accountId(recovery.email());
        if (accountId.equals(token.getSubject())) {
            throw new RefusedException(
                    Refusal.conflict("own-account", "Nobody recovers an account of their own. Ask another officer."));
        }
        // an address that nobody has is told, and leaves no count
        if (accounts.entitled(recovery.email()).isPresent() && !throttle.admitsRecovery(accountId)) {
            response.setHeader(
                    "Retry-After", Long.toString(throttle.nextRecoveries().toSeconds()));
            throw new RefusedException(
                    Refusal.tooOften(
                            "recovered-too-often",
                            "This account was recovered " + Throttle.RECOVERIES
                                    + " times within an hour. Look with its owner for the mail that went last, or try again later."));
        }
        String reason = recovery.reason().strip();
        accounts.recover(accountId, reason).orThrow();
        links.send(recovery.email(), by(token, reason)); // last: whoever waits in vain for it can ask for one
    }

    private static LoginLink.Recovery by(Jwt officer, String reason) {
        return new LoginLink.Recovery(
                String.valueOf(officer.getSubject()),
                String.valueOf(officer.getClaimAsString("name")),
                EXECUTIVE.stream()
                        .filter(office -> Caller.hasAnyRole(office.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(),
                reason);
    }
}
