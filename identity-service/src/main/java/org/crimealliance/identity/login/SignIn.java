package org.crimealliance.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What follows when somebody has shown who they are, however they did. */
@Component
public class SignIn {

    private final Sessions sessions;
    private final Devices devices;
    private final ReturnAfterLogin returns;

    SignIn(Sessions sessions, Devices devices, ReturnAfterLogin returns) {
        this.sessions = sessions;
        this.devices = devices;
        this.returns = returns;
    }

    /**
     * Begins a session under the access that was shown, or goes on with the one that there is where it was to be shown again;
     * knows the device from now on, and goes to where the sign-in was needed.
     *
     * @param factor one of {@link FactorGrantedAuthority}'s names
     */
    public String complete(Access access, String factor, HttpServletRequest request, HttpServletResponse response) {
        String target = returns.takeTarget(request, response);
        if (ReturnAfterLogin.isOfAccount(target)) {
            sessions.confirm(access, factor, request, response);
        } else {
            sessions.start(access, factor, request, response);
        }
        devices.remember(access.accountId(), request, response);
        return "redirect:" + target;
    }

    /** The sign-in page; it says why somebody is there who has been signed in, and knows who is. */
    public String page(HttpServletRequest request, Model model) {
        Optional<Account> again = returns.isForAccount(request) ? sessions.accountOf(request) : Optional.empty();
        again.ifPresent(account -> {
            model.addAttribute("again", account);
            Stream.of("email", "linkEmail")
                    .filter(field -> !model.containsAttribute(field))
                    .forEach(field -> model.addAttribute(field, account.email()));
        });
        model.addAttribute("ended", sessions.hasEnded(request));
        return "login";
    }
}
