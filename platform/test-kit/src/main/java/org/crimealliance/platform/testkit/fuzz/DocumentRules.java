package org.crimealliance.platform.testkit.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an API document must say of each operation, so that who reads it need not try. */
final class DocumentRules {

    private final JsonNode document;
    private final Judge judge;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    private DocumentRules(JsonNode document) {
        this.document = document;
        this.judge = new Judge(document);
    }

    static List<String> broken(JsonNode document) {
        DocumentRules rules = new DocumentRules(document);
        if (document.at("/components/securitySchemes").isEmpty()) {
            rules.broken.add("no security scheme");
        }
        rules.ambiguous(document.path("paths").propertyNames().stream().toList());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                rules.look(method.getKey() + " " + path.getKey(), method.getKey(), method.getValue())));
        return rules.broken;
    }

    /** Two addresses that one request may mean: each has a variable where the other has a word. */
    private void ambiguous(List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (String other : paths.subList(i + 1, paths.size())) {
                if (meanOne(paths.get(i).split("/"), other.split("/"))) {
                    broken.add(paths.get(i) + " and " + other + " are ambiguous");
                }
            }
        }
    }

    private static boolean meanOne(String[] one, String[] other) {
        int more = 0;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            boolean variable = one[i].startsWith("{");
            boolean otherVariable = other[i].startsWith("{");
            if (!variable && !otherVariable && !one[i].equals(other[i])) {
                return false;
            }
            more += (variable ? 1 : 0) - (otherVariable ? 1 : 0);
        }
        return one.length == other.length && more == 0; // with fewer variables one is plainly the nearer
    }

    private void look(String name, String method, JsonNode operation) {
        if (operation.path("summary").asString("").isBlank()) {
            broken.add(name + " has no summary");
        }
        if (!operation.has("security")) {
            broken.add(name + " does not say whether it needs a token");
        }
        String other = names.put(operation.path("operationId").asString(""), name);
        if (other != null) {
            broken.add(name + " has the operationId of " + other);
        }
        operation.path("parameters").forEach(parameter -> {
            if (!parameter.path("in").asString("").equals("header")) {
                exemplified(name + ", its " + parameter.path("name").asString(""), parameter);
            }
        });
        if (operation.at("/requestBody/content").has("application/json")) {
            exemplified(name + ", its body", operation.at("/requestBody/content/application~1json"));
        }
        operation.path("responses").properties().forEach(response -> {
            JsonNode json = response.getValue().at("/content/application~1json");
            if (response.getKey().startsWith("2") && !json.isMissingNode()) {
                exemplified(name + ", its answer", json);
            }
        });
    }

    private void exemplified(String name, JsonNode content) {
        JsonNode example = content.path("example");
        if (example.isMissingNode()) {
            broken.add(name + " has no example");
            return;
        }
        String why = judge.breaks(content.path("schema"), example);
        if (why != null) {
            broken.add(name + " has an example that breaks its schema: " + why);
        }
    }
}
