package org.crimealliance.platform.testkit.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What an API document must say of each operation, so that who reads it need not try. */
final class DocumentRules {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** POSIX classes, flags within, intersections, quotations and anchors that only Java has. */
    private static final Pattern JAVAS_OWN =
            Pattern.compile("\\\\[pP]\\{(?:Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print"
                    + "|Blank|Cntrl|XDigit|Space|java|Is|In)|\\(\\?[a-zA-Z-]+[:)]|&&\\[|\\\\[QEAZzGhHRX]");

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
        if (document.at("/info/license/name").asString("").isBlank()) {
            rules.broken.add("no licence");
        }
        rules.unused();
        rules.patterns(document);
        rules.ambiguous(document.path("paths").propertyNames().stream().toList());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                rules.look(method.getKey() + " " + path.getKey(), method.getKey(), method.getValue())));
        return rules.broken;
    }

    /** What is described and never named. */
    private void unused() {
        String text = document.toString();
        document.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes")) // named in another way
                .forEach(kind -> kind.getValue().propertyNames().forEach(name -> {
                    String address = "#/components/" + kind.getKey() + "/" + name;
                    if (!text.contains("\"" + address + "\"")) {
                        broken.add(address + " is not used");
                    }
                }));
    }

    /** Whoever reads the document has the expressions of ECMA-262, not Java's. */
    private void patterns(JsonNode node) {
        if (node.path("pattern").isString()
                && JAVAS_OWN.matcher(node.path("pattern").asString()).find()) {
            broken.add("the pattern " + node.path("pattern").asString() + " is Java's alone");
        }
        node.forEach(this::patterns);
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
        if (!operation.path("operationId").asString("").matches("[A-Za-z0-9_.~-]+")) {
            broken.add(name + " has no operationId that may stand in an address");
        }
        if (operation.path("tags").isEmpty()) {
            broken.add(name + " is about nothing: it has no tag");
        }
        for (String kind : List.of("2", "4")) {
            if (operation.path("responses").propertyNames().stream().noneMatch(status -> status.startsWith(kind))) {
                broken.add(name + " has no answer of the kind " + kind + "xx");
            }
        }
        variables(name, operation);
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

    /** The variables of the address and the parameters in it are the same; no parameter is there twice. */
    private void variables(String name, JsonNode operation) {
        List<String> described = operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("in").asString("") + " "
                        + parameter.path("name").asString(""))
                .sorted()
                .toList();
        if (described.stream().distinct().count() < described.size()) {
            broken.add(name + " has a parameter twice: " + described);
        }
        List<String> inAddress = VARIABLE.matcher(name)
                .results()
                .map(found -> "path " + found.group(1))
                .sorted()
                .toList();
        List<String> inPath = described.stream()
                .filter(parameter -> parameter.startsWith("path "))
                .toList();
        if (!inAddress.equals(inPath)) {
            broken.add(name + " has the variables " + inAddress + " and describes " + inPath);
        }
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
