package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.Me;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page needs. */
@ControllerAdvice
class EveryPage {

    private final Show show;

    EveryPage(Show show) {
        this.show = show;
    }

    @ModelAttribute
    void frame(Model model, HttpServletRequest request, HttpServletResponse response) {
        Me me = CurrentReader.me();
        model.addAttribute("show", show);
        model.addAttribute("me", me);
        model.addAttribute("nav", nav(me, request));
        model.addAttribute("blank", Form.blank());
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", asked(request, response));
        }
    }

    /** The gateway sends back here whoever sent a larger file than it lets through. */
    private static Form asked(HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter("too-large") == null) {
            return Form.blank();
        }
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        return Form.of(Map.of("file", "")).wrong("file", "wrong.too-large");
    }

    private static List<Navigation.Place> nav(@Nullable Me me, HttpServletRequest request) {
        return Navigation.of(me, request.getRequestURI());
    }
}
