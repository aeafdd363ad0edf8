package org.crimealliance.platform.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Requests so malformed that no servlet sees them are answered like all others. Named to the container by class. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
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
}
