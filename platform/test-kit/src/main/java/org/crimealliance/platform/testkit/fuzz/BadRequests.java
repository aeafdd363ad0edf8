package org.crimealliance.platform.testkit.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** For one operation: a request as it is asked for, and many that are not. */
final class BadRequests {

    /** Of the values for one place, so many are drawn. */
    private static final int DRAWN = 4;

    /** Stands where a value is put that only text can hold. */
    private static final String HOLE = "@hole@";

    private static final int TOO_LARGE = 2 * 1024 * 1024 + 1;

    private final JsonNode document;
    private final Map<String, String> examples;
    private final Harvest harvest;
    private final RandomGenerator random;
    private int numbered = 1_000;

    BadRequests(JsonNode document, Map<String, String> examples, Harvest harvest, RandomGenerator random) {
        this.document = document;
        this.examples = examples;
        this.harvest = harvest;
        this.random = random;
    }

    /** As the document asks for it, about things that are there if any are. */
    Request good(Operation operation) {
        String address = path(operation);
        if (operation.upload()) {
            return Request.of(
                    "nothing",
                    operation.method(),
                    address,
                    "multipart/form-data; boundary=b",
                    form("file", example(operation, "a,b\n1,2\n")));
        }
        JsonNode body = body(operation);
        return body == null
                ? Request.of("nothing", operation.method(), address, null, (String) null)
                : Request.of("nothing", operation.method(), address, Request.JSON, body.toString());
    }

    List<Request> bad(Operation operation) {
        Request good = good(operation);
        List<Request> bad = new ArrayList<>(List.of(good));
        callers(good, bad);
        segments(operation, good, bad);
        queries(operation, good, bad);
        if (operation.changes()) {
            bodies(operation, good, bad);
            keys(good, bad);
        }
        if (operation.upload()) {
            uploads(operation, good, bad);
        }
        JsonNode body = body(operation);
        if (body != null && operation.bodySchema() != null) {
            fields(good, body, bad);
            promises(good, body, body, operation.bodySchema(), "", bad);
        }
        return bad;
    }

    /** Methods that nobody documented. */
    List<Request> methods(String path, List<Operation> there) {
        List<String> known = there.stream().map(Operation::method).toList();
        String address = path(there.getFirst());
        return List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO").stream()
                .filter(method -> !known.contains(method))
                .map(method -> Request.of("the method, at " + path, method, address, null, (String) null))
                .toList();
    }

    private static void callers(Request good, List<Request> bad) {
        bad.add(good.with("no token", "Authorization", ""));
        bad.add(good.with("the token", "Authorization", "Bearer nonsense"));
        bad.add(good.with("the scheme", "Authorization", "Basic YTpi"));
        bad.add(good.with("what is accepted", "Accept", "image/png"));
        bad.add(good.with("what is accepted, malformed", "Accept", "all/of/it"));
    }

    private void segments(Operation operation, Request good, List<Request> bad) {
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.inPath()) {
                for (String value : BadValues.some(BadValues.SEGMENTS, DRAWN + 2, random)) {
                    String path = operation.path().replace("{" + parameter.name() + "}", value);
                    bad.add(new Request(
                            parameter.name() + " in the path",
                            good.method(),
                            fill(path, operation),
                            good.headers(),
                            good.body(),
                            false));
                }
            }
        }
    }

    private void queries(Operation operation, Request good, List<Request> bad) {
        for (Operation.Parameter parameter : operation.parameters()) {
            if (!parameter.inPath()) {
                for (String value : BadValues.some(BadValues.TEXT, DRAWN + 2, random)) {
                    bad.add(query(good, parameter.name() + " in the query", parameter.name() + "=" + encoded(value)));
                }
                bad.add(query(
                        good,
                        parameter.name() + " twice in the query",
                        parameter.name() + "=1&" + parameter.name() + "=2"));
            }
        }
        bad.add(query(good, "the query, with what nobody knows", "unknown=%00&$where=1&a[b]=c"));
    }

    private static Request query(Request good, String spoilt, String query) {
        String address = good.address();
        return new Request(
                spoilt,
                good.method(),
                address + (address.contains("?") ? "&" : "?") + query,
                good.headers(),
                good.body(),
                false);
    }

    private static void bodies(Operation operation, Request good, List<Request> bad) {
        String whole = good.body() == null ? "{}" : new String(good.body(), StandardCharsets.UTF_8);
        String method = operation.method();
        String address = good.address();
        for (String text : List.of(
                "",
                " ",
                "{",
                "}",
                "[]",
                "[{}]",
                "null",
                "\"text\"",
                "1",
                "{\"a\":",
                "{a:1}",
                "{}{}",
                "<a/>",
                "\0",
                whole.substring(0, whole.length() / 2),
                whole + "x",
                BadValues.JSON.getLast())) {
            bad.add(Request.of("the body", method, address, Request.JSON, text));
        }
        bad.add(Request.of("the body is missing", method, address, null, (String) null));
        bad.add(Request.of(
                "the body's encoding", method, address, Request.JSON, whole.getBytes(StandardCharsets.UTF_16)));
        bad.add(Request.of(
                "the body's bytes", method, address, Request.JSON, new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));
        byte[] large = new byte[TOO_LARGE];
        Arrays.fill(large, (byte) ' ');
        bad.add(Request.of("the body's size", method, address, Request.JSON, large));
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "nonsense",
                "application/json;charset=nonsense",
                "application/vnd.api+json")) {
            bad.add(Request.of("the body's type, " + type, method, address, type, whole));
        }
        bad.add(Request.of("the body's type, none", method, address, null, whole));
    }

    private void keys(Request good, List<Request> bad) {
        bad.add(good.with("the key is too long", "Idempotency-Key", "k".repeat(201)));
        bad.add(good.with("the key has a space", "Idempotency-Key", "a b"));
        String key = "fuzz-" + Long.toHexString(random.nextLong());
        bad.add(good.with("nothing, with a key", "Idempotency-Key", key));
        bad.add(Request.of("the key is used again", good.method(), good.address(), Request.JSON, "{\"other\":1}")
                .with("the key is used again", "Idempotency-Key", key));
        bad.add(good.with("nothing, with the key again", "Idempotency-Key", key));
    }

    private static void uploads(Operation operation, Request good, List<Request> bad) {
        String type = "multipart/form-data; boundary=b";
        byte[] whole = good.body() == null ? new byte[0] : good.body();
        List<byte[]> forms = new ArrayList<>(List.of(
                new byte[0],
                Arrays.copyOf(whole, whole.length - 6),
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, 20),
                form("another", "a"),
                form("file", "")));
        for (String file : List.of(
                "\ufeff",
                "\0\0\0",
                "PK\3\4",
                "name;email\n\"",
                "\"a\n".repeat(2_000),
                "a,".repeat(10_000),
                "=1+1\n",
                "a,a,a\n1,2,3\n",
                "\u00ff\u00fe" + "x\n".repeat(10),
                "x".repeat(1_000_000))) {
            forms.add(form("file", file));
        }
        forms.forEach(form -> {
            Request upload = Request.of("the upload", operation.method(), good.address(), type, form);
            bad.add(upload);
            bad.add(upload.with("the upload, with a key", "Idempotency-Key", "upload-" + Arrays.hashCode(form)));
        });
        bad.add(Request.of("the upload's boundary", operation.method(), good.address(), type + "ad", whole));
        bad.add(Request.of("the upload is JSON", operation.method(), good.address(), Request.JSON, "{}"));
    }

    /** Every field, one at a time: gone, empty, of another type, much too much. */
    private void fields(Request good, JsonNode body, List<Request> bad) {
        for (String field : List.of("unexpected", "_id", "$where", "a.b", "")) {
            bad.add(json(
                    good,
                    "an extra field '" + field + "'",
                    ((ObjectNode) body.deepCopy()).put(field, 1).toString()));
        }
        List<String> places = new ArrayList<>();
        places(body, "", places);
        for (String place : places) {
            bad.add(json(good, place + " is missing", without(body, place)));
            for (String value : BadValues.some(BadValues.JSON, DRAWN, random)) {
                bad.add(json(good, place, with(body, place, value)));
            }
            bad.add(json(good, place + " is null", with(body, place, "null")));
        }
    }

    /** What the document promises to refuse: what it needs left out, a value that it does not name, signs that are no text. */
    private void promises(
            Request good, JsonNode whole, JsonNode part, JsonNode schema, String place, List<Request> bad) {
        JsonNode promised = resolved(schema);
        if (part.isObject()) {
            promised.path("required").forEach(name -> {
                String field = place + "/" + name.asString("");
                if (part.has(name.asString(""))) {
                    bad.add(json(good, field + " is needed and left out", without(whole, field))
                            .unacceptableToAnybody());
                }
            });
            part.properties()
                    .forEach(field -> promises(
                            good,
                            whole,
                            field.getValue(),
                            promised.path("properties").path(field.getKey()),
                            place + "/" + field.getKey(),
                            bad));
        } else if (part.isArray() && !part.isEmpty()) {
            promises(good, whole, part.path(0), promised.path("items"), place + "/0", bad);
        } else if (promised.has("enum")) {
            bad.add(json(good, place + " is none of its values", with(whole, place, "\"nonesuch\""))
                    .unacceptableToAnybody());
        } else if (part.isString()) {
            bad.add(json(good, place + " has a control character", with(whole, place, "\"a\\u0001b\""))
                    .unacceptableToAnybody());
        }
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : resolved(document.at(reference.substring(1)));
    }

    private static Request json(Request good, String spoilt, String body) {
        return Request.of(spoilt, good.method(), good.address(), Request.JSON, body);
    }

    private static void places(JsonNode node, String at, List<String> places) {
        if (node.isObject()) {
            node.properties().forEach(property -> {
                places.add(at + "/" + property.getKey());
                places(property.getValue(), at + "/" + property.getKey(), places);
            });
        } else if (!node.isEmpty()) {
            places.add(at + "/0");
            places(node.path(0), at + "/0", places);
        }
    }

    private static String without(JsonNode body, String place) {
        JsonNode copy = body.deepCopy();
        int last = place.lastIndexOf('/');
        switch (copy.at(place.substring(0, last))) {
            case ObjectNode object -> object.remove(place.substring(last + 1));
            case ArrayNode array -> array.removeAll();
            default -> throw new IllegalStateException(place);
        }
        return copy.toString();
    }

    private static String with(JsonNode body, String place, String json) {
        JsonNode copy = body.deepCopy();
        int last = place.lastIndexOf('/');
        switch (copy.at(place.substring(0, last))) {
            case ObjectNode object -> object.put(place.substring(last + 1), HOLE);
            case ArrayNode array -> {
                array.removeAll();
                array.add(HOLE);
            }
            default -> throw new IllegalStateException(place);
        }
        return copy.toString().replace("\"" + HOLE + "\"", json);
    }

    private @org.jspecify.annotations.Nullable JsonNode body(Operation operation) {
        if (operation.bodySchema() == null) {
            return null;
        }
        JsonNode body = Judge.json(
                example(operation, operation.bodyExample().toString()).getBytes(StandardCharsets.UTF_8));
        if (!(body instanceof ObjectNode object)) {
            return body;
        }
        // ids of things that are there lead further in than made-up ones
        for (String name : List.copyOf(object.propertyNames())) {
            if (name.endsWith("Id")) {
                object.put(name, harvest.one(name, name, object.path(name).asString("x"), random));
            }
        }
        return body;
    }

    private String example(Operation operation, String otherwise) {
        return examples.getOrDefault(operation.name(), otherwise).replace("@n@", Integer.toString(++numbered));
    }

    private String path(Operation operation) {
        return fill(operation.path(), operation);
    }

    private String fill(String template, Operation operation) {
        String path = template;
        for (Operation.Parameter parameter : operation.parameters()) {
            String place = "{" + parameter.name() + "}";
            int at = path.indexOf(place);
            if (parameter.inPath() && at >= 0) {
                String before = operation.path().substring(0, operation.path().indexOf(place) - 1);
                String value = harvest.one(before, parameter.name(), parameter.example(), random);
                path = path.replace(place, encoded(value));
            }
        }
        StringBuilder query = new StringBuilder();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (!parameter.inPath() && parameter.required()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameter.name())
                        .append('=')
                        .append(encoded(parameter.example()));
            }
        }
        return path + query;
    }

    private static byte[] form(String part, String file) {
        return ("--b\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"a.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n" + file + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
