package org.crimealliance.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/** The page somebody wanted before signing in, and sees after; a page of the portal, whatever the address line says. */
@Component
final class WantedPage implements RequestCache {

    private static final int LONGEST = 1000;

    private final URI portal;
    private final SealedCookie<String> cookie;

    WantedPage(PortalSettings settings, Seal seal, MachineClock machine) {
        this.portal = settings.address();
        this.cookie =
                new SealedCookie<>(settings.cookie(), "wanted", Duration.ofMinutes(15), String.class, seal, machine);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String page =
                request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        if ("GET".equals(request.getMethod())
                && !PortalSecurity.LIVE.matches(request)
                && !request.getRequestURI().endsWith(".pdf")
                && page.length() <= LONGEST) {
            cookie.write(response, page);
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return cookie.read(request)
                .map(page -> {
                    cookie.forget(request, response);
                    return new SimpleSavedRequest(portal + page);
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
