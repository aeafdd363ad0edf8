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
 * cookie as path and query.
 * Whatever the cookie says, the way leads only there or to the portal's first page, never to another site.
 */
@Component
public class ReturnAfterLogin implements AuthenticationEntryPoint {

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
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET") && isAllowed(target)) {
            String value = Base64.getUrlEncoder().encodeToString(target.getBytes(StandardCharsets.UTF_8));
            cookie.write(response, value, Duration.ofMinutes(30));
        }
        response.sendRedirect("/login");
    }

    /** The address to go on to; forgets it. */
    String takeTarget(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> target = cookie.read(request);
        target.ifPresent(kept -> cookie.remove(response));
        return target.map(ReturnAfterLogin::decoded).orElse("/");
    }

    private static String decoded(String value) {
        try {
            String target = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            return isAllowed(target) ? target : "/";
        } catch (IllegalArgumentException notOurs) {
            return "/";
        }
    }

    private static boolean isAllowed(String target) {
        return (target.startsWith(AUTHORIZE) || target.matches(AccountPages.PATH + "(/passkeys)?"))
                && target.length() <= LONGEST
                && target.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }
}
