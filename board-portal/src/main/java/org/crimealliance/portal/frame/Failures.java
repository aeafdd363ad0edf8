package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.SignedOutException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.Me;
import org.crimealliance.portal.session.UnsentForm;
import org.crimealliance.portal.session.WantedPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Pages for what could not be done: what is wrong, what was kept, what to do. */
@ControllerAdvice
class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Show show;
    private final WantedPage wanted;

    Failures(Show show, WantedPage wanted) {
        this.show = show;
        this.wanted = wanted;
    }

    /** The page that was asked for is the page after signing in again, and a form that was sent is still filled in. */
    @ExceptionHandler
    ModelAndView signedOut(SignedOutException e, HttpServletRequest request, HttpServletResponse response) {
        wanted.saveRequest(request, response);
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        if (request.getHeader("HX-Request") != null) {
            if ("GET".equals(request.getMethod())) {
                response.setHeader("HX-Refresh", "true");
            }
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return new ModelAndView(); // the page stays as it is: somebody may be writing on it
        }
        return new ModelAndView(
                WantedPage.tooLong(request) == null ? "redirect:/signin/alliance" : "forward:" + UnsentForm.PAGE);
    }

    @ExceptionHandler
    ModelAndView unavailable(UnavailableException e, HttpServletRequest request) {
        // the pattern, not the address itself: that may hold a personal link's token
        Object page = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LOG.warn("{} needs {}, which does not answer", page, e.getMessage());
        ModelAndView trouble = page(
                request, HttpStatus.SERVICE_UNAVAILABLE, FormKeys.wereAsked(request) ? "unsure" : "unavailable", "");
        if (request.getMethod().equals("POST") && !(request instanceof MultipartRequest)) {
            // it cannot be shown where it was typed: that page needs what is away, too
            trouble.addObject("here", request.getRequestURI());
            trouble.addObject("typed", FormKeys.inputs(request));
        }
        return trouble;
    }

    @ExceptionHandler
    ModelAndView refused(RefusedException e, HttpServletRequest request) {
        return switch (e.status()) {
            case 403 -> page(request, HttpStatus.FORBIDDEN, "forbidden", "");
            case 404, 400, 422 -> page(request, HttpStatus.NOT_FOUND, "not-found", "");
            default -> page(request, HttpStatus.CONFLICT, "refused", e.problem().detail());
        };
    }

    @ExceptionHandler
    ModelAndView denied(AccessDeniedException e, HttpServletRequest request) {
        if (CurrentReader.me() == null) {
            throw e; // the security chain asks for a sign-in
        }
        return page(request, HttpStatus.FORBIDDEN, "forbidden", "");
    }

    @ExceptionHandler
    ModelAndView unknown(NoResourceFoundException e, HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND, "not-found", "");
    }

    @ExceptionHandler({ServletRequestBindingException.class, TypeMismatchException.class})
    ModelAndView malformed(Exception e, HttpServletRequest request) {
        return page(request, HttpStatus.BAD_REQUEST, "malformed", "");
    }

    @ExceptionHandler
    ModelAndView wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        return page(request, HttpStatus.METHOD_NOT_ALLOWED, "malformed", "");
    }

    @ExceptionHandler
    ModelAndView upload(MultipartException e, HttpServletRequest request) {
        return page(request, HttpStatus.CONTENT_TOO_LARGE, "too-large", "");
    }

    // The model of the page that failed is lost by now, so the frame's own part is made again.
    private ModelAndView page(HttpServletRequest request, HttpStatus status, String kind, String detail) {
        Me me = CurrentReader.me();
        ModelAndView page = new ModelAndView(
                "trouble",
                Map.of(
                        "kind",
                        kind,
                        "detail",
                        detail,
                        "again",
                        "GET".equals(request.getMethod()),
                        "nav",
                        Navigation.of(me, request.getRequestURI()),
                        "form",
                        Form.blank()),
                status);
        page.addObject("show", show);
        if (me != null) {
            page.addObject("me", me);
        }
        return page;
    }
}
