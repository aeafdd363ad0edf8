package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.session.CurrentReader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What came of a form or a button. Done: the next page, with the news. Not done: the form again with what was typed, or
 * for a button, into which nothing was typed, the next page with the reason.
 *
 * @param <T> what a service answers
 */
public final class Outcome<T> {

    private static final int DONE = 200;
    private static final int WRONG = 422;
    private static final int DOWN = 503;

    private final int status;
    private final @Nullable T answer;
    private final @Nullable Notice trouble;

    private Outcome(int status, @Nullable T answer, @Nullable Notice trouble) {
        this.status = status;
        this.answer = answer;
        this.trouble = trouble;
    }

    static <T> Outcome<T> of(Form form, Supplier<T> work) {
        if (form.bad()) {
            return new Outcome<>(WRONG, null, Notice.bad(form.wrongs().getFirst()));
        }
        try {
            return new Outcome<>(DONE, work.get(), null);
        } catch (RefusedException e) {
            form.refused(e);
            return new Outcome<>(e.status(), null, Notice.refused(e));
        } catch (UnavailableException e) {
            form.wrong(null, e.perhapsDone() ? "wrong.unsure" : "wrong.unavailable");
            return new Outcome<>(DOWN, null, Notice.bad(form.wrongs().getFirst()));
        }
    }

    /** 200, or why not: 4xx as the service says, 422 for what the portal sees itself, 503 while the service is down. */
    public int status() {
        return status;
    }

    /** The news on the page that follows. */
    public Outcome<T> done(String key, Object... details) {
        return tell("notice", Notice.good(key, details));
    }

    /** Tells the page that follows, once it is done. */
    public Outcome<T> tell(String name, Object value) {
        if (trouble == null) {
            flash(name, value);
        }
        return this;
    }

    /** Tells the page that follows what was answered. */
    public Outcome<T> tell(String name, Function<T, @Nullable Object> value) {
        if (trouble == null) {
            flash(name, value.apply(answered()));
        }
        return this;
    }

    /** A button's way on: here in any case. */
    public String to(String path) {
        if (trouble != null) {
            flash("notice", trouble);
        }
        if (status == DOWN) { // perhaps it was done: the same button again is the same command
            flash(FormKeys.INPUT, FormKeys.sent(exchange().getRequest()));
        }
        return "redirect:" + path;
    }

    /** A form's way on. */
    public String to(String path, Supplier<String> again) {
        return trouble == null ? "redirect:" + path : show(again);
    }

    /** A form's way on to what it has made. */
    public String to(Function<T, String> path, Supplier<String> again) {
        return trouble == null ? "redirect:" + path.apply(answered()) : show(again);
    }

    /** The page itself, with the status of what was refused. */
    public String show(Supplier<String> page) {
        HttpServletResponse response = Objects.requireNonNull(exchange().getResponse());
        response.setStatus(status);
        if (CurrentReader.me() == null && !response.containsHeader("Referrer-Policy")) {
            // so that the browser can go back to it; a personal link's page has a policy of its own, and is kept
            // nowhere
            response.setHeader("Cache-Control", "private, max-age=0");
        }
        return page.get();
    }

    private T answered() {
        return Objects.requireNonNull(answer);
    }

    private static void flash(String name, @Nullable Object value) {
        RequestContextUtils.getOutputFlashMap(exchange().getRequest()).put(name, value);
    }

    private static ServletRequestAttributes exchange() {
        return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    }
}
