package org.crimealliance.portal.gateway;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** A path of the API, with every variable and parameter encoded: what somebody typed never changes which path is called. */
public final class Address {

    private final UriComponentsBuilder builder;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Address(String template, Object... variables) {
        String path = template;
        for (int i = 0; i < variables.length; i++) {
            path = path.replaceFirst("\\{\\w*}", "<" + i + ">");
            values.put("p" + i, variables[i]);
        }
        for (int i = 0; i < variables.length; i++) {
            path = path.replace("<" + i + ">", "{p" + i + "}");
        }
        this.builder = UriComponentsBuilder.fromPath(path);
    }

    public static Address of(String template, Object... variables) {
        return new Address(template, variables);
    }

    /** Adds a parameter, unless there is nothing to say. */
    public Address with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            String key = "q" + values.size();
            builder.queryParam(name, "{" + key + "}");
            values.put(key, value);
        }
        return this;
    }

    /** For logs: with the places of its values, since one may be a personal link's secret. */
    String path() {
        return builder.build().toUriString();
    }

    URI on(URI base) {
        return URI.create(
                base.toString() + builder.encode().buildAndExpand(values).toUriString());
    }

    @Override
    public String toString() {
        return builder.encode().buildAndExpand(values).toUriString();
    }
}
