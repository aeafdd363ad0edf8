package org.crimealliance.platform.web;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Requests so malformed that no servlet sees them are answered like all others. Named to the container by class. */
public final class ProblemValve extends ErrorReportValve {

    /** The container says 400 to these too; by its words they are known. */
    private static final String TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() == 400 && TOO_LARGE.equals(reason(request))) {
            response.setStatus(431);
        }
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("UTF-8");
            response.getReporter()
                    .write(ProblemWriter.json(
                            status,
                            ProblemAdvice.code(HttpStatusCode.valueOf(status)),
                            "The request cannot be answered."));
            response.finishResponse();
        } catch (IOException | IllegalStateException nobodyThere) {
            container.getLogger().debug("error report", nobodyThere);
        }
    }

    private static @Nullable String reason(Request request) {
        return request.getCoyoteRequest().getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable e
                ? e.getMessage()
                : null;
    }
}
