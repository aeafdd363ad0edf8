package org.crimealliance.platform.text;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Takes every text of a request's body in, wherever it stands: a new field needs no more than its name. Only for what comes
 * by HTTP: what is stored or told by an event has been taken in.
 */
public final class TextJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public TextJson() {
        super("text");
        addDeserializer(String.class, new Reader(TextKind.LINE));
    }

    private static final class Reader extends ValueDeserializer<String> {

        private final TextKind kind;

        Reader(TextKind kind) {
            this.kind = kind;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            Text said = property == null ? null : property.getAnnotation(Text.class);
            return said == null || said.value() == kind ? this : new Reader(said.value());
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, in); // false is no name
            }
            return RefusedTexts.take(
                    kind, in.getString(), in.streamReadContext().pathAsPointer().toString());
        }
    }
}
