package org.crimealliance.platform.testkit.fuzz;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One operation of an API document.
 *
 * @param bodySchema of the JSON body; null where there is none, or where it is a form with a file
 * @param bodyExample as the document has it
 * @param upload whether its body is a form with a file
 * @param responses by status
 */
record Operation(
        String method,
        String path,
        List<Parameter> parameters,
        @Nullable JsonNode bodySchema,
        JsonNode bodyExample,
        boolean upload,
        JsonNode responses) {

    record Parameter(String name, boolean inPath, boolean required, String example) {}

    static Operation of(String path, String method, JsonNode described) {
        List<Parameter> parameters = described
                .path("parameters")
                .valueStream()
                .filter(parameter -> !parameter.path("in").asString("").equals("header"))
                .map(parameter -> new Parameter(
                        parameter.path("name").asString(""),
                        parameter.path("in").asString("").equals("path"),
                        parameter.path("required").asBoolean(false),
                        parameter.path("example").asString("x")))
                .toList();
        JsonNode content = described.path("requestBody").path("content");
        JsonNode body = content.path("application/json");
        JsonNode json = body.path("schema");
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                json.isMissingNode() ? null : json,
                body.path("example"),
                content.has("multipart/form-data"),
                described.path("responses"));
    }

    String name() {
        return method + " " + path;
    }

    boolean changes() {
        return !method.equals("GET");
    }
}
