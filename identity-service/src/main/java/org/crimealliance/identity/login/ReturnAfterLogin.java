package org.crimealliance.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.crimealliance.identity.IdentitySettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Where to go on after signing in: back to the authorization request or the account's page that needed it, kept in a
 * cookie as path and query; where nothing needed it, into the portal.
 * Whatever the cookie says, the way leads only there, never to another site.
 */
@Component
public class ReturnAfterLogin implements AuthenticationEntryPoint {

    /**
     * Where the portal begins a sign-in: it asks for its code by itself, and whoever has signed in here is signed in there.
     * The portal's first page would know nothing of it.
     */
    static final String PORTAL = "/signin/alliance";

    private static final String AUTHORIZE = "/oauth2/authorize?";
    private static final int LONGEST = 3000;

    private final BrowserCookie cookie;

    ReturnAfterLogin(IdentitySettings settings) {
        this.cookie = new BrowserCookie("alliance-identity-return", settings);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws java.io.IOException {
        String query = request.getQueryString();
        String asked = request.getRequestURI();
        // of the account's pages the one itself: not a form that was sent, nor the news of what was done
        String target = asked.startsWith(AccountPages.PATH)
                ? PagesForPeople.pageOf(asked)
                : asked + (query == null ? "" : "?" + query);
        if ((isOfAccount(target) || request.getMethod().equals("GET")) && isAllowed(target)) {
            keep(target, response);
        }
        response.sendRedirect("/login");
    }

    /** To the sign-in page and back to a page of the account's, for whoever has to show again who they are. */
    public String askAgain(String page, HttpServletResponse response) {
        keep(page, response);
        return "redirect:/login";
    }

    /** Whether it is a page of the account's that needs the sign-in. */
    boolean isForAccount(HttpServletRequest request) {
        return cookie.read(request)
                .map(ReturnAfterLogin::decoded)
                .filter(ReturnAfterLogin::isOfAccount)
                .isPresent();
    }

    static boolean isOfAccount(String target) {
        return target.matches(AccountPages.PATH + "(/passkeys)?");
    }

    private void keep(String target, HttpServletResponse response) {
        String value = Base64.getUrlEncoder().encodeToString(target.getBytes(StandardCharsets.UTF_8));
        cookie.write(response, value, Duration.ofMinutes(30));
    }

    /** The address to go on to; forgets it. */
    String takeTarget(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> target = cookie.read(request);
        target.ifPresent(kept -> cookie.remove(response));
        return target.map(ReturnAfterLogin::decoded).orElse(PORTAL);
    }

    private static String decoded(String value) {
        try {
            String target = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            return isAllowed(target) ? target : PORTAL;
        } catch (IllegalArgumentException notOurs) {
            return PORTAL;
        }
    }

    private static boolean isAllowed(String target) {
        return (target.startsWith(AUTHORIZE) || isOfAccount(target))
                && target.length() <= LONGEST
                && target.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }
}
