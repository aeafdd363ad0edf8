package org.crimealliance.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Problem details where no controller is near: filters, and the container itself. */
public final class ProblemWriter {

    private ProblemWriter() {}

    /**
     * Writes the whole response.
     *
     * @param code and {@code detail} are ours, never the caller's: nothing is escaped here
     */
    public static void write(HttpServletResponse response, int status, String code, String detail) throws IOException {
        byte[] body = json(status, code, detail).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    public static String json(int status, String code, String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        return "{\"type\":\"urn:alliance:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
                .formatted(code, known == null ? "Error" : known.getReasonPhrase(), status, detail, code);
    }
}
