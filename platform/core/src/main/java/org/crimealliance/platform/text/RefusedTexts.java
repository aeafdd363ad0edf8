package org.crimealliance.platform.text;

import java.util.ArrayList;
import java.util.List;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The texts of a request's body that could not be taken: all of them are named, not only the first. */
public final class RefusedTexts {

    private static final String NAME = RefusedTexts.class.getName();
    /** More tells nobody more. */
    private static final int MOST = 100;

    private RefusedTexts() {}

    /**
     * The text as it is kept. One that cannot be taken is noted, for the body as a whole to be refused, and goes on as it is;
     * where there is no request, it is refused at once.
     *
     * @param pointer to it in the body (RFC 6901)
     */
    static String take(TextKind kind, String typed, String pointer) {
        try {
            return kind.take(typed);
        } catch (UnacceptableTextException e) {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            if (request == null) {
                throw e;
            }
            note(request, new FieldProblem(field(pointer), e.reason()));
            return typed;
        }
    }

    private static void note(RequestAttributes request, FieldProblem problem) {
        List<FieldProblem> all = new ArrayList<>(of(request));
        if (all.size() < MOST) {
            all.add(problem);
            request.setAttribute(NAME, List.copyOf(all), RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** What was noted for the request of this thread. */
    public static List<FieldProblem> ofThisRequest() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request == null ? List.of() : of(request);
    }

    @SuppressWarnings("unchecked")
    private static List<FieldProblem> of(RequestAttributes request) {
        Object noted = request.getAttribute(NAME, RequestAttributes.SCOPE_REQUEST);
        return noted == null ? List.of() : (List<FieldProblem>) noted;
    }

    /** As validation names it: {@code people[0].name}. */
    private static String field(String pointer) {
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replaceFirst("^/", "")
                .replace('/', '.');
    }
}
