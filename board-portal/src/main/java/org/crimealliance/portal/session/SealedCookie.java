package org.crimealliance.portal.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.crimealliance.platform.time.MachineClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.util.StringUtils;

/**
 * Something small that the browser keeps for the portal for a while, and only the portal can read or make. What somebody
 * leaves behind who is not signed in lies here, and so in nobody's memory.
 *
 * @param <T> what is kept
 */
public final class SealedCookie<T extends Serializable> {

    private static final Logger LOG = LoggerFactory.getLogger(SealedCookie.class);
    private static final int BROWSERS_KEEP = 4000; // of 4096 bytes, with the name and the attributes

    private record Kept(Instant until, Serializable value) implements Serializable {}

    private final String name;
    private final boolean secure;
    private final Duration age;
    private final Class<T> type;
    private final Seal seal;
    private final MachineClock machine;

    /** @param suffix told from the portal's other cookies by this */
    public SealedCookie(
            PortalSettings.Cookie cookie, String suffix, Duration age, Class<T> type, Seal seal, MachineClock machine) {
        this.name = cookie.name() + "-" + suffix;
        this.secure = cookie.secure();
        this.age = age;
        this.type = type;
        this.seal = seal;
        this.machine = machine;
    }

    public Optional<T> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name) && StringUtils.hasText(cookie.getValue()))
                        .findFirst()
                        .flatMap(cookie -> opened(cookie.getValue()));
    }

    private Optional<T> opened(String value) {
        try {
            return seal.open(name, Base64.getUrlDecoder().decode(value), Kept.class)
                    .filter(kept -> machine.instant().isBefore(kept.until()))
                    .map(Kept::value)
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** False where it is too long for a cookie, and so not kept. */
    public boolean write(HttpServletResponse response, T value) {
        String text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(seal.close(name, new Kept(machine.instant().plus(age), value)));
        if (name.length() + text.length() > BROWSERS_KEEP) {
            LOG.warn("what {} should keep is too long for a cookie: {} characters", name, text.length());
            return false;
        }
        set(response, text, age);
        return true;
    }

    public void forget(HttpServletRequest request, HttpServletResponse response) {
        if (read(request).isPresent()) {
            set(response, "", Duration.ZERO);
        }
    }

    private void set(HttpServletResponse response, String value, Duration maxAge) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite("Lax")
                        .maxAge(maxAge)
                        .build()
                        .toString());
    }
}
