package org.crimealliance.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.crimealliance.identity.account.Access;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;

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
     * Begins a session under the access that was shown, knows the device from now on, and goes to where the sign-in was needed.
     *
     * @param factor one of {@link FactorGrantedAuthority}'s names
     */
    public String complete(Access access, String factor, HttpServletRequest request, HttpServletResponse response) {
        sessions.start(access, factor, request, response);
        devices.remember(access.accountId(), request, response);
        return "redirect:" + returns.takeTarget(request, response);
    }
}
