package org.crimealliance.platform.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.convert.MappingContextTypeInformationMapper;
import org.springframework.data.convert.SimpleTypeInformationMapper;
import org.springframework.data.convert.TypeInformationMapper;
import org.springframework.data.core.TypeInformation;
import org.springframework.data.mapping.Alias;
import org.springframework.data.mapping.PersistentEntity;
import org.springframework.data.mapping.PersistentProperty;
import org.springframework.data.mapping.context.MappingContext;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MongoTypeMapper;

/**
 * The names under which states are stored: those of {@link TypeAlias}, never a Java class's. A class may be renamed and
 * moved; a stored name stays.
 */
public final class StoredTypes {

    private StoredTypes() {}

    /** The name that tells this state in {@code state._class}. */
    public static String nameOf(Class<?> state) {
        TypeAlias alias = AnnotatedElementUtils.findMergedAnnotation(state, TypeAlias.class);
        if (alias == null) {
            throw new IllegalStateException(state.getName() + " is stored and has no @TypeAlias");
        }
        return alias.value();
    }

    static MongoTypeMapper mapper(
            MappingContext<? extends PersistentEntity<?, ?>, ? extends PersistentProperty<?>> context) {
        return new DefaultMongoTypeMapper(
                DefaultMongoTypeMapper.DEFAULT_TYPE_KEY,
                List.of(new MappingContextTypeInformationMapper(context), new FormerClassNames()));
    }

    /** So that the names of all states, and of all that is in them, are known before the first is read. */
    static void register(
            MappingContext<? extends PersistentEntity<?, ?>, ? extends PersistentProperty<?>> context, Class<?> root) {
        register(context, root, new HashSet<>());
    }

    private static void register(
            MappingContext<? extends PersistentEntity<?, ?>, ? extends PersistentProperty<?>> context,
            Class<?> type,
            Set<Class<?>> seen) {
        if (!seen.add(type)) {
            return;
        }
        PersistentEntity<?, ?> entity = context.getPersistentEntity(type);
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(permitted -> register(context, permitted, seen));
        } else if (isState(type)) {
            nameOf(type); // said at the start, not with the first document
        }
        if (entity != null) {
            for (PersistentProperty<?> property : entity) {
                property.getPersistentEntityTypeInformation().forEach(used -> register(context, used.getType(), seen));
            }
        }
    }

    /** One of several that may stand in its place: its name must be stored. */
    private static boolean isState(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)
                || (type.getSuperclass() != null && type.getSuperclass().isSealed());
    }

    /** Reads the class names that earlier versions stored, and writes none. */
    private static final class FormerClassNames implements TypeInformationMapper {

        private final SimpleTypeInformationMapper classes = new SimpleTypeInformationMapper();

        @Override
        public @Nullable TypeInformation<?> resolveTypeFrom(Alias alias) {
            return classes.resolveTypeFrom(alias);
        }

        @Override
        public Alias createAliasFor(TypeInformation<?> type) {
            if (isState(type.getType())) {
                nameOf(type.getType());
            }
            return Alias.NONE; // what can be nothing else needs no name
        }
    }
}
