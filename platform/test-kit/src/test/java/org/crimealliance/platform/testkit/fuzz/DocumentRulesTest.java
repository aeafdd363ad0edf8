package org.crimealliance.platform.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentRulesTest {

    private static final String GOOD = """
            {"openapi": "3.1.0",
             "info": {"title": "a service", "version": "1", "license": {"name": "Apache 2.0"}},
             "paths": {"/api/things/{id}": {"get": {
               "tags": ["Things"], "operationId": "thing", "summary": "A thing", "security": [{"bearer": []}],
               "parameters": [{"name": "id", "in": "path", "example": "a-1",
                               "schema": {"type": "string", "pattern": "[a-z]-[0-9]+(?:x)?"}}],
               "responses": {
                 "200": {"description": "OK", "content": {"application/json": {
                   "example": {"id": "a-1"}, "schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "404": {"description": "There is no such thing."}}}}},
             "components": {
               "schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}},
               "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}}
            """;

    @Test
    void a_document_that_says_all_breaks_no_rule() {
        assertThat(DocumentRules.broken(json(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "license": {"name": "Apache 2.0"}      | "x": 1                           | no licence
            "tags": ["Things"]                     | "tags": []                       | it has no tag
            "operationId": "thing"                 | "operationId": "a thing"         | no operationId that may stand
            "404": {                               | "500": {                         | no answer of the kind 4xx
            "200": {                               | "302": {                         | no answer of the kind 2xx
            "name": "id"                           | "name": "thingId"                | has the variables [path id]
            "parameters": [                        | "parameters": [{"name": "id", "in": "path"}, | a parameter twice
            "schemas": {                           | "schemas": {"Other": {},         | #/components/schemas/Other is not used
            [a-z]-[0-9]+(?:x)?                     | [^\\\\p{Cntrl}]*                 | is Java's alone
            [a-z]-[0-9]+(?:x)?                     | (?i)[a-z]+                       | is Java's alone
            "summary": "A thing"                   | "summary": " "                   | has no summary
            "security": [{"bearer": []}],          | ~~                               | whether it needs a token
            "example": {"id": "a-1"}               | "example": {"id": 1}             | breaks its schema
            """)
    void what_is_missing_or_wrong_is_named(String right, String wrong, String said) {
        assertThat(GOOD).contains(right);
        assertThat(DocumentRules.broken(json(GOOD.replace(right, wrong == null ? "" : wrong))))
                .anySatisfy(broken -> assertThat(broken).contains(said));
    }

    private static JsonNode json(String document) {
        return JsonMapper.shared().readTree(document);
    }
}
