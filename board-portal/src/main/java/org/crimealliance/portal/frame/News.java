package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.portal.session.PortalSettings;
import org.crimealliance.portal.session.Seal;
import org.crimealliance.portal.session.SealedCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;

/** What the page that follows is told lies in the browser until then: nobody's memory holds it. */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
final class News extends AbstractFlashMapManager {

    @SuppressWarnings("rawtypes") // a class literal knows no element
    private final SealedCookie<ArrayList> cookie;

    News(PortalSettings settings, Seal seal, MachineClock machine) {
        this.cookie =
                new SealedCookie<>(settings.cookie(), "news", Duration.ofMinutes(3), ArrayList.class, seal, machine);
    }

    @Override
    @SuppressWarnings("unchecked") // as it was written
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return cookie.read(request).map(list -> (List<FlashMap>) list).orElse(null);
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> flashMaps, HttpServletRequest request, HttpServletResponse response) {
        if (flashMaps.isEmpty()) {
            cookie.forget(request, response);
        } else {
            cookie.write(response, new ArrayList<>(flashMaps));
        }
    }

    /** Each browser has its own; nothing is shared, and what was read is what is changed. */
    @Override
    protected @Nullable Object getFlashMapsMutex(HttpServletRequest request) {
        return null;
    }
}
