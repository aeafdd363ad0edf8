package org.crimealliance.platform.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

/** What every service's API has in common, said once: how it refuses, that it speaks JSON, and how money is written. */
final class ApiDocument implements GlobalOpenApiCustomizer {

    private static final String PROBLEM = "Problem";

    private final String application;

    ApiDocument(String application) {
        this.application = application;
        SpringDocUtils.getConfig()
                .replaceWithSchema(
                        Money.class,
                        object(Map.of(
                                        "amount",
                                        text().pattern("-?[0-9]{1,12}(\\.[0-9]{1,3})?")
                                                .example("200.00"),
                                        "currency",
                                        text().example("EUR")))
                                .required(List.of("amount", "currency")))
                .replaceWithSchema(LocalDateTime.class, text().example("2021-03-08T10:00")); // date-time has an offset
    }

    @Override
    public void customise(OpenAPI api) {
        if (api.getPaths() == null || api.getComponents() == null) {
            return;
        }
        api.info(new Info()
                .title(application)
                .version("1")
                .license(new License().name("Apache 2.0").identifier("Apache-2.0")));
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> describe(path, method, operation)));
        Examples examples = new Examples(api.getComponents().getSchemas());
        api.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .forEach(operation -> exemplify(operation, examples));
    }

    private static void describe(String path, HttpMethod method, Operation operation) {
        operation.getResponses().values().forEach(ApiDocument::nameJson);
        refusals(path, method, operation)
                .forEach((status, meaning) -> operation
                        .getResponses()
                        .computeIfAbsent(
                                status,
                                absent -> new ApiResponse()
                                        .description(meaning)
                                        .content(new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType()
                                                                .schema(new Schema<>(SpecVersion.V31)
                                                                        .$ref("#/components/schemas/" + PROBLEM))))));
    }

    private static void exemplify(Operation operation, Examples examples) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getExample() == null && parameter.getSchema() != null)
                    .forEach(
                            parameter -> parameter.setExample(examples.of(parameter.getSchema(), parameter.getName())));
        }
        Stream.concat(
                        operation.getRequestBody() == null
                                ? Stream.empty()
                                : Stream.ofNullable(operation.getRequestBody().getContent()),
                        operation.getResponses().entrySet().stream()
                                .filter(response -> response.getKey().startsWith("2"))
                                .flatMap(response ->
                                        Stream.ofNullable(response.getValue().getContent())))
                .flatMap(content -> Stream.ofNullable(content.get("application/json")))
                .filter(json -> json.getExample() == null && json.getExamples() == null && json.getSchema() != null)
                .forEach(json -> json.setExample(examples.of(json.getSchema(), "")));
    }

    private static Map<String, String> refusals(String path, HttpMethod method, Operation operation) {
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "400", "The request cannot be read.",
                "401", "There is no valid bearer token.",
                "403", "The caller's role may not do this.",
                "406", "There is no answer of the media type that was asked for.",
                "422", "Some values are not acceptable.",
                "429", "It was asked too often; Retry-After says when to try again.",
                "431", "The address or a header is too long.",
                "503", "The service cannot do this now; Retry-After says when to try again."));
        if (path.contains("{") || operation.getRequestBody() != null) { // what a body names may not be there either
            refusals.put("404", "There is no such thing.");
        }
        if (method != HttpMethod.GET) {
            refusals.put("409", "It cannot be done in the state that things are in.");
            refusals.put("413", "The body is too large.");
        }
        if (operation.getRequestBody() != null) {
            refusals.put("415", "The body is of another media type.");
        }
        return refusals;
    }

    /** Files keep their wildcard: each handler knows its own type. */
    private static void nameJson(ApiResponse response) {
        Content content = response.getContent();
        MediaType any = content == null ? null : content.get("*/*");
        if (content != null && any != null && any.getSchema() != null && !isFile(any.getSchema())) {
            content.remove("*/*");
            content.addMediaType("application/json", any);
        }
    }

    private static boolean isFile(Schema<?> schema) {
        return schema.getTypes() != null && schema.getTypes().contains("string");
    }

    private static Schema<?> problem() {
        Schema<?> errors = new Schema<>(SpecVersion.V31)
                .types(Set.of("array"))
                .items(object(Map.of("field", text(), "message", text())).required(List.of("field", "message")));
        return object(Map.of(
                        "type", text(),
                        "title", text(),
                        "status", new Schema<>(SpecVersion.V31).types(Set.of("integer")),
                        "detail", text(),
                        "instance", text(),
                        "code", text(),
                        "errors", errors))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema<?> object(Map<String, Schema<?>> properties) {
        Schema<?> schema = new Schema<>(SpecVersion.V31).types(Set.of("object"));
        new TreeMap<>(properties).forEach(schema::addProperty);
        return schema;
    }

    private static Schema<?> text() {
        return new Schema<>(SpecVersion.V31).types(Set.of("string"));
    }
}
