package org.crimealliance.portal.frame;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeMap;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.UnsentForm;
import org.crimealliance.portal.session.WantedPage;
import org.crimealliance.portal.session.WantedPage.Wanted;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.support.RequestContextUtils;

/** After signing in again: what was sent before and not taken in. Nobody is shown what another has typed. */
@Controller
@RequestMapping(UnsentForm.PAGE)
class UnsentPages {

    private final WantedPage wanted;
    private final FormKeys keys;

    UnsentPages(WantedPage wanted, FormKeys keys) {
        this.wanted = wanted;
        this.keys = keys;
    }

    @GetMapping
    @PreAuthorize(May.ANYONE)
    void again(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Wanted unsent = wanted.unsent(request).orElse(null);
        if (unsent == null) {
            response.sendRedirect("/");
        } else if (unsent.typed().isEmpty()) {
            wanted.removeRequest(request, response);
            RequestContextUtils.getOutputFlashMap(request).put("notice", Notice.bad(unsent.why()));
            RequestContextUtils.saveOutputFlashMap(unsent.page(), request, response);
            response.sendRedirect(unsent.page());
        } else if (!keys.isReaders(unsent.typed())) {
            wanted.removeRequest(request, response);
            response.sendRedirect("/");
        } else {
            UnsentForm.show(request, response, unsent.page(), unsent.typed(), unsent.why());
        }
    }

    /** What was too long to be kept anywhere stays on the page that answers it. */
    @PostMapping
    @PreAuthorize(May.ANYONE)
    String tooLong(HttpServletRequest request, HttpServletResponse response, Model model) {
        String page = WantedPage.tooLong(request);
        if (page == null) {
            return "redirect:/";
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        model.addAttribute("page", page);
        model.addAttribute("typed", new TreeMap<>(request.getParameterMap()));
        return "unsent";
    }
}
