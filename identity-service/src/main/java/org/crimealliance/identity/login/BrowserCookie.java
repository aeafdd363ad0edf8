package org.crimealliance.identity.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.crimealliance.identity.IdentitySettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** A cookie of this service: no script reads it, no other site's form sends it; by https, no other host has set it. */
public final class BrowserCookie {

    private static final String SECURE_PREFIX = "__Host-";

    private final String name;
    private final boolean secure;

    public BrowserCookie(String name, IdentitySettings settings) {
        this.secure = isSecure(settings);
        this.name = name(name, settings);
    }

    /** The name under which browsers take it from this host alone, where pages come by https. */
    public static String name(String name, IdentitySettings settings) {
        return isSecure(settings) ? SECURE_PREFIX + name : name;
    }

    public static boolean isSecure(IdentitySettings settings) {
        return settings.issuer().getScheme().equals("https");
    }

    /** What the browser sent; empty where it sent nothing. */
    public Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name)
                                && !cookie.getValue().isBlank())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    public void write(HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }

    public void remove(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }
}
