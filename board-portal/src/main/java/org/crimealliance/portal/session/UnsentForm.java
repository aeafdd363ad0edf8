package org.crimealliance.portal.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

/**
 * A form that was sent and could not be taken in, because its sender was signed out meanwhile or the page was old: its
 * handler is asked once more, as if something were wrong with the form, and so shows it again with what was typed and with
 * the same key. While it does, no command leaves the portal.
 */
public final class UnsentForm extends HttpServletRequestWrapper {

    public static final String PAGE = "/again";

    private static final String WHY = UnsentForm.class.getName() + ".why";

    private final Map<String, String[]> typed;

    private UnsentForm(HttpServletRequest request, Map<String, String[]> typed) {
        super(request);
        this.typed = typed;
    }

    /** A message's key: why the form that this request shows again was not sent; null: it is being sent. */
    public static @Nullable String why(HttpServletRequest request) {
        return request.getAttribute(WHY) instanceof String why ? why : null;
    }

    static boolean isOne(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && !request.getRequestURI().equals("/signout")
                && !request.getRequestURI().equals(PAGE)
                && !isUpload(request);
    }

    static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Shows it. */
    public static void show(
            HttpServletRequest request,
            HttpServletResponse response,
            String page,
            Map<String, String[]> typed,
            String why)
            throws ServletException, IOException {
        request.setAttribute(WHY, why);
        request.getRequestDispatcher(page).forward(new UnsentForm(request, typed), response);
    }

    /**
     * For a form whose token is not that of now, as after signing in anew in another window: shown again with a good one,
     * where the browser says that the form came from a page of the portal.
     */
    static AccessDeniedHandler oldPages() {
        AccessDeniedHandler others = new AccessDeniedHandlerImpl();
        return (request, response, e) -> {
            if (e instanceof CsrfException
                    && isOne(request)
                    && why(request) == null
                    && !PortalSecurity.LIVE.matches(request)
                    && "same-origin".equals(request.getHeader("Sec-Fetch-Site"))) {
                show(request, response, request.getRequestURI(), request.getParameterMap(), "unsent.old-page");
            } else {
                others.handle(request, response, e);
            }
        };
    }

    @Override
    public String getMethod() {
        return "POST";
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = typed.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return typed.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(typed);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(typed.keySet());
    }
}
