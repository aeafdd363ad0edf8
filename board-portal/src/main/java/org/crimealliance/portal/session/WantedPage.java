package org.crimealliance.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/**
 * The page somebody wanted before signing in, and sees after; a page of the portal, whatever the address line says. Where
 * a form was sent, it is that form as it was typed ({@link UnsentForm}): in the browser, sealed, for a quarter of an hour.
 */
@Component
public final class WantedPage implements RequestCache {

    private static final int LONGEST = 1000;
    private static final String TOO_LONG = WantedPage.class.getName() + ".tooLong";

    /**
     * @param typed what was to be sent there; empty where there is nothing of it to show again
     * @param why a message's key: why it was not sent; empty where a page was only looked for
     */
    public record Wanted(String page, LinkedHashMap<String, String[]> typed, String why) implements Serializable {}

    private final URI portal;
    private final SealedCookie<Wanted> cookie;

    WantedPage(PortalSettings settings, Seal seal, MachineClock machine) {
        this.portal = settings.address();
        this.cookie =
                new SealedCookie<>(settings.cookie(), "wanted", Duration.ofMinutes(15), Wanted.class, seal, machine);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String page =
                request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        if (PortalSecurity.LIVE.matches(request) || page.length() > LONGEST) {
            return;
        }
        if (UnsentForm.isUpload(request)) {
            cookie.write(response, new Wanted(page, new LinkedHashMap<>(), "unsent.file"));
        } else if (UnsentForm.isOne(request)) {
            LinkedHashMap<String, String[]> typed = new LinkedHashMap<>(request.getParameterMap());
            typed.remove("_csrf"); // of the session that is over
            if (!cookie.write(response, new Wanted(page, typed, "unsent.signed-out"))) {
                request.setAttribute(TOO_LONG, page);
            }
        } else if ("GET".equals(request.getMethod()) && !request.getRequestURI().endsWith(".pdf")) {
            cookie.write(response, new Wanted(page, new LinkedHashMap<>(), ""));
        }
    }

    /** Where the form was to be sent that was too long to be kept; null: it was kept. */
    public static @Nullable String tooLong(HttpServletRequest request) {
        return request.getAttribute(TOO_LONG) instanceof String page ? page : null;
    }

    /** The form that was not sent, or the page whose upload was not. */
    public Optional<Wanted> unsent(HttpServletRequest request) {
        return cookie.read(request).filter(wanted -> !wanted.why().isEmpty());
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return cookie.read(request)
                .map(wanted -> {
                    if (!wanted.why().isEmpty()) {
                        return new SimpleSavedRequest(portal + UnsentForm.PAGE);
                    }
                    cookie.forget(request, response);
                    return new SimpleSavedRequest(portal + wanted.page());
                })
                .orElse(null);
    }

    /** It is asked for anew, not continued. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cookie.forget(request, response);
    }
}
