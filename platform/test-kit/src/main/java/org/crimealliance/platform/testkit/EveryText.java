package org.crimealliance.platform.testkit;

import jakarta.validation.constraints.Email;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds every text that an application's handlers take (each {@code String} of each request record, each one of an address
 * or a query) and sends a control character to it, by the same converters that requests go through.
 */
public final class EveryText {

    private static final int DEEPEST = 8;

    private final List<HttpMessageConverter<?>> bodies;
    private final ConversionService addresses;
    private final TreeSet<String> missed = new TreeSet<>();
    private int looked;

    private EveryText(ApplicationContext application) {
        this.bodies = application.getBean(RequestMappingHandlerAdapter.class).getMessageConverters();
        this.addresses = application.getBean("mvcConversionService", ConversionService.class);
    }

    /** Fails with the texts that are taken in by nobody. */
    public static void isTakenIn(ApplicationContext application) {
        EveryText every = new EveryText(application);
        application
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .values()
                .stream()
                .filter(handler -> handler.getBeanType().getName().startsWith("org.crimealliance."))
                .forEach(every::look);
        System.out.println("texts that are taken in: " + every.looked);
        if (every.looked == 0 || !every.missed.isEmpty()) {
            throw new AssertionError("of " + every.looked + " texts these are taken in by nobody: " + every.missed);
        }
    }

    private void look(HandlerMethod handler) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            Text said = parameter.getParameterAnnotation(Text.class);
            if (said != null && said.value() == TextKind.VERBATIM) {
                continue;
            }
            String name = handler.getShortLogMessage() + " " + parameter.getParameterIndex();
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                for (String json : bodies(parameter.getGenericParameterType(), 0)) {
                    judge(name + " " + json, () -> read(parameter, json));
                }
            } else if (parameter.getParameterType() == String.class
                    && (parameter.hasParameterAnnotation(RequestParam.class)
                            || parameter.hasParameterAnnotation(PathVariable.class))) {
                judge(
                        name,
                        () -> addresses.convert(
                                "a\u0001b", TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameter)));
            }
        }
    }

    /** One body for each text in it, which holds that text alone. */
    private List<String> bodies(Type type, int depth) {
        List<String> bodies = new ArrayList<>();
        if (depth > DEEPEST) {
            return bodies;
        }
        if (type == String.class) {
            bodies.add("\"a\\u0001b\"");
        } else if (type instanceof ParameterizedType list
                && list.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            bodies(list.getActualTypeArguments()[0], depth + 1).forEach(body -> bodies.add("[" + body + "]"));
        } else if (type instanceof Class<?> found && found.isRecord()) {
            for (RecordComponent component : found.getRecordComponents()) {
                lookAtAddress(found, component);
                bodies(component.getGenericType(), depth + 1)
                        .forEach(body -> bodies.add("{\"" + component.getName() + "\":" + body + "}"));
            }
        }
        return bodies;
    }

    /** What is called a mail address is taken in as one: only there is asked whether our server can mail it. */
    private void lookAtAddress(Class<?> found, RecordComponent component) {
        Text said = component.getAnnotation(Text.class);
        boolean address = said != null && (said.value() == TextKind.ADDRESS || said.value() == TextKind.VERBATIM);
        if (component.getType() == String.class
                && component.getName().toLowerCase(Locale.ROOT).endsWith("email")
                && !address) {
            missed.add(found.getSimpleName() + "." + component.getName() + " is no @Text(ADDRESS)");
        }
        if (component.getAccessor().isAnnotationPresent(Email.class)) {
            missed.add(found.getSimpleName() + "." + component.getName() + " asks @Email, a second rule");
        }
    }

    private void judge(String name, Attempt attempt) {
        looked++;
        try {
            attempt.run();
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnacceptableTextException) {
                    return;
                }
            }
        }
        missed.add(name);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    private void read(MethodParameter parameter, String json) throws IOException {
        Type type = parameter.getGenericParameterType();
        HttpInputMessage request = new Body(json);
        for (HttpMessageConverter<?> converter : bodies) {
            if (converter instanceof SmartHttpMessageConverter<?> smart
                    && smart.canRead(ResolvableType.forType(type), MediaType.APPLICATION_JSON)) {
                smart.read(ResolvableType.forType(type), request, null);
                return;
            }
        }
    }

    private record Body(String json) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.setContentType(MediaType.APPLICATION_JSON);
            return headers;
        }
    }
}
