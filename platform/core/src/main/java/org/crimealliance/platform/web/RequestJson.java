package org.crimealliance.platform.web;

import java.util.EnumSet;
import java.util.Set;
import org.crimealliance.platform.text.TextJson;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How bodies of requests are read: each value is of the type that the API document names, or it is refused; nothing is
 * guessed from another. Events and what is stored are read by the service's own mapper, which is milder.
 */
@Order(Ordered.LOWEST_PRECEDENCE) // after Spring Boot's own, which it takes the place of
final class RequestJson implements ServerHttpMessageConvertersCustomizer {

    private static final Set<CoercionInputShape> GUESSED =
            EnumSet.of(CoercionInputShape.EmptyString, CoercionInputShape.EmptyArray, CoercionInputShape.EmptyObject);

    private final JsonMapper strict;

    RequestJson(JsonMapper json) {
        this.strict = json.rebuild()
                .addModule(new TextJson())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfigDefaults(
                        config -> GUESSED.forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)))
                .build();
    }

    @Override
    public void customize(ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
    }

    /** As validation names it: {@code people[0].name}. */
    static String field(JacksonException e) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.toString();
    }
}
