package org.crimealliance.platform.testkit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What events tell and their schemas do not know: a field that no schema knows is marked as nobody's, and so is never sealed. Records
 * inside are followed, in lists and unwrapped ({@link JsonUnwrapped}) too.
 */
public final class EventFields {

    private static final String WIRE_NAME = "org.crimealliance.platform.outbox.WireName";

    private final String type;
    private final Set<String> found;

    private EventFields(String type, Set<String> found) {
        this.type = type;
        this.found = found;
    }

    /** As {@code shop.thing-sold.v1 buyer.name}, of all events that the application's package writes. */
    public static Set<String> unknown(Class<?> application) {
        Set<String> found = new TreeSet<>();
        for (JavaClass event : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(application.getPackageName())) {
            if (event.isAnnotatedWith(WIRE_NAME)) {
                String type = (String)
                        event.getAnnotationOfType(WIRE_NAME).get("value").orElseThrow();
                found.addAll(of(type, event.reflect()));
            }
        }
        return found;
    }

    /** Of the event of this type that this record is. */
    static Set<String> of(String type, Class<?> event) {
        return of(type, event, JsonMapper.shared().readTree(Contracts.schema(type)));
    }

    static Set<String> of(String type, Class<?> event, JsonNode schema) {
        EventFields fields = new EventFields(type, new TreeSet<>());
        fields.lookInto(event, schema, "");
        return fields.found;
    }

    private void lookInto(Class<?> record, JsonNode schema, String path) {
        if (record.isSealed()) {
            Arrays.stream(record.getPermittedSubclasses()).forEach(one -> lookInto(one, schema, path));
        }
        if (!record.isRecord()) {
            return;
        }
        for (RecordComponent component : record.getRecordComponents()) {
            if (is(component, JsonIgnore.class)) {
                continue;
            }
            if (is(component, JsonUnwrapped.class)) {
                lookInto(component.getType(), schema, path);
                continue;
            }
            String name = name(component);
            JsonNode property = schema.path("properties").path(name);
            if (property.isMissingNode()) {
                found.add(type + " " + path + name);
            } else {
                lookIntoType(component.getGenericType(), property, path + name + ".");
            }
        }
    }

    private void lookIntoType(Type declared, JsonNode schema, String path) {
        if (declared instanceof ParameterizedType list
                && list.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            lookIntoType(list.getActualTypeArguments()[0], schema.path("items"), path);
        } else if (declared instanceof Class<?> known && !isOneValue(known)) {
            lookInto(known, schema, path);
        }
    }

    /** Whether it stands there as a text or a number. */
    private static boolean isOneValue(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    private static boolean is(RecordComponent component, Class<? extends java.lang.annotation.Annotation> annotation) {
        // where it may stand on fields and methods, it does not stand on the component
        return component.getAccessor().isAnnotationPresent(annotation);
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }
}
