package org.crimealliance.platform.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every list, set and map inside a stored document, and who pushes into one that has no class: a document with one that has no bound grows until the store takes it no
 * more. A service's test names what bounds each, and fails for one that it does not name.
 */
public final class StoredCollections {

    private static final String OURS = "org.crimealliance.";
    private static final String AGGREGATES = OURS + "platform.store.AggregateStore";
    private static final String STORED_NAME = "org.springframework.data.annotation.TypeAlias";
    private static final String STORED_ID = "org.springframework.data.annotation.Id";

    private final Set<Class<?>> seen = new HashSet<>();
    private final Set<String> found = new TreeSet<>();

    private StoredCollections() {}

    /** As {@code Basket.Open.things}, of all that the application's package stores: states, and documents with an id of their own. */
    public static Set<String> of(Class<?> application) {
        StoredCollections all = new StoredCollections();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(application.getPackageName())) {
            if (isStored(type)) {
                all.lookInto(type.reflect());
            }
            for (JavaField field : type.getFields()) {
                if (field.getRawType().getName().equals(AGGREGATES)) {
                    all.lookInto(field.reflect());
                }
            }
            if (type.getMethodCallsFromSelf().stream().anyMatch(StoredCollections::pushes)) {
                all.found.add(type.getSimpleName() + " pushes");
            }
        }
        return all.found;
    }

    private static boolean isStored(JavaClass type) {
        return type.isAnnotatedWith(STORED_NAME)
                || type.getFields().stream().anyMatch(field -> field.isAnnotatedWith(STORED_ID));
    }

    /** Into a list of a document that has no class of ours. */
    private static boolean pushes(JavaMethodCall call) {
        return call.getTargetOwner().getName().equals("com.mongodb.client.model.Updates")
                && Set.of("push", "pushEach", "addToSet", "addEachToSet")
                        .contains(call.getTarget().getName());
    }

    private void lookInto(Field stores) {
        if (stores.getGenericType() instanceof ParameterizedType of) {
            Arrays.stream(of.getActualTypeArguments()).forEach(this::lookIntoType);
        }
    }

    private void lookIntoType(Type type) {
        switch (type) {
            case Class<?> known -> lookInto(known);
            case ParameterizedType of ->
                Arrays.stream(of.getActualTypeArguments()).forEach(this::lookIntoType);
            case GenericArrayType of -> lookIntoType(of.getGenericComponentType());
            default -> {}
        }
    }

    private void lookInto(Class<?> type) {
        if (!type.getName().startsWith(OURS) || !seen.add(type)) {
            return;
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::lookInto);
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (grows(component.getType())) {
                    found.add(name(type) + "." + component.getName());
                }
                lookIntoType(component.getGenericType());
            }
        }
    }

    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static boolean grows(Class<?> type) {
        return Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || (type.isArray() && type != byte[].class);
    }
}
