package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.Me;
import org.jspecify.annotations.Nullable;
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
    void frame(Model model, HttpServletRequest request) {
        Me me = CurrentReader.me();
        model.addAttribute("show", show);
        model.addAttribute("me", me);
        model.addAttribute("nav", nav(me, request));
        model.addAttribute("blank", Form.blank());
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", Form.blank());
        }
    }

    private static List<Navigation.Place> nav(@Nullable Me me, HttpServletRequest request) {
        return Navigation.of(me, request.getRequestURI());
    }
}
