package org.crimealliance.identity.login;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a page cannot answer is told to a browser by a page, with the status and headers of the problem document that a
 * program gets. The address of a form, asked for again, leads to the page that the form is on.
 */
@Component
class PagesForPeople implements HandlerExceptionResolver, Ordered {

    private final HandlerExceptionResolver problems;

    PagesForPeople(@Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /** Before the one that all others ask. */
    @Override
    public int getOrder() {
        return -1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!isForPerson(request)) {
            return null;
        }
        if (e instanceof HttpRequestMethodNotSupportedException
                && request.getMethod().equals("GET")) {
            return new ModelAndView("redirect:" + pageOf(request.getRequestURI()));
        }
        ModelAndView answered = problems.resolveException(request, new Bodiless(response), handler, e);
        return answered == null // security's own
                ? null
                : new ModelAndView("error", Map.of("status", response.getStatus()));
    }

    private static boolean isForPerson(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE)
                && Stream.of("/api/", "/actuator/", "/v3/").noneMatch(request.getRequestURI()::startsWith);
    }

    /** The page whose form is sent to this address. */
    static String pageOf(String address) {
        return Stream.of(AccountPages.PATH + "/passkeys", AccountPages.PATH, SignOutPage.PATH)
                .filter(page -> address.equals(page) || address.startsWith(page + "/"))
                .findFirst()
                .orElse("/login");
    }

    /** Takes status and headers; what else a problem document says is for programs. */
    private static final class Bodiless extends HttpServletResponseWrapper {

        Bodiless(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int b) {}

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {}
            };
        }

        @Override
        public PrintWriter getWriter() {
            return new PrintWriter(OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void setContentLength(int length) {}

        @Override
        public void setContentLengthLong(long length) {}

        @Override
        public void flushBuffer() throws IOException {}
    }
}
