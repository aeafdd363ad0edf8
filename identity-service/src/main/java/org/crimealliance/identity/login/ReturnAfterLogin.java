package org.crimealliance.identity.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.crimealliance.identity.IdentitySettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
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

    private static final String COOKIE = "alliance-identity-return";
    private static final String AUTHORIZE = "/oauth2/authorize?";
    private static final int LONGEST = 3000;

    private final boolean secure;

    ReturnAfterLogin(IdentitySettings settings) {
        this.secure = settings.issuer().getScheme().equals("https");
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws java.io.IOException {
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET") && isAllowed(target)) {
            String value = Base64.getUrlEncoder().encodeToString(target.getBytes(StandardCharsets.UTF_8));
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    cookie(value, Duration.ofMinutes(30)).toString());
        }
        response.sendRedirect("/login");
    }

    /** The address to go on to; forgets it. */
    String takeTarget(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    response.addHeader(
                            HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO).toString());
                    return decoded(cookie.getValue());
                }
            }
        }
        return "/";
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
        return (target.startsWith(AUTHORIZE) || target.equals(AccountPages.PATH))
                && target.length() <= LONGEST
                && target.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }
}
