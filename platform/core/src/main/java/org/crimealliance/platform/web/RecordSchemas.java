package org.crimealliance.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.jspecify.annotations.Nullable;

/**
 * What a record always has is what is not {@code @Nullable}, in requests as in answers: said once, where the compiler
 * checks it, and read from there.
 */
final class RecordSchemas implements ModelConverter {

    private static final String OURS = "org.crimealliance.";

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        Class<?> described = Json31.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && described.isRecord() && described.getName().startsWith(OURS)) {
            String reference = schema.get$ref();
            Schema<?> model = reference == null
                    ? schema
                    : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                describe(model, model.getProperties(), described);
            }
        }
        return schema;
    }

    @SuppressWarnings("rawtypes")
    private static void describe(Schema<?> model, Map<String, Schema> properties, Class<?> described) {
        List<String> always = new ArrayList<>();
        for (RecordComponent component : described.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null || named.value().isEmpty() ? component.getName() : named.value();
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                always.add(name);
            }
            if (component.getAccessor().isAnnotationPresent(NotBlank.class) && property.getMinLength() == null) {
                property.setMinLength(1);
            }
            Text said = component.getAccessor().getAnnotation(Text.class);
            if (said != null && said.value() == TextKind.ADDRESS) {
                property.setFormat("email");
            }
        }
        model.setRequired(always.isEmpty() ? null : always);
    }
}
