package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.crimealliance.portal.gateway.CommandKeys;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.Seal;
import org.crimealliance.portal.session.UnsentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/**
 * Every form of a page carries the page's key. What it sends is known by that key and by what was typed: a double click,
 * a reload and a second try after a lost answer are one command; something else typed is another. The key ends in a mark of
 * the reader for whom the page was made, as a form may come when nobody is signed in any more.
 */
@Component
final class FormKeys implements CommandKeys {

    /** The hidden input. */
    static final String INPUT = "_once";

    private static final String PAGE = FormKeys.class.getName() + ".page";
    private static final String COUNTS = FormKeys.class.getName() + ".counts";
    private static final String CSRF = "_csrf"; // masked anew on every page
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{20,64}");

    private final Seal seal;

    FormKeys(Seal seal) {
        this.seal = seal;
    }

    @Override
    public String of(String command) {
        RequestAttributes current = RequestContextHolder.getRequestAttributes();
        if (!(current instanceof ServletRequestAttributes attributes)) {
            return UUID.randomUUID().toString();
        }
        HttpServletRequest request = attributes.getRequest();
        String key = sent(request);
        return key == null
                ? UUID.randomUUID().toString()
                : digest(key, command, Integer.toString(count(request, command)), typed(request));
    }

    @Override
    public void allow() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes page
                && UnsentForm.why(page.getRequest()) != null) {
            throw new IllegalStateException("a form that is only shown again sends nothing");
        }
    }

    /** The key for the forms of the page that is being made: the one that was sent, if what it was for is not done. */
    private String ofPage(HttpServletRequest request) {
        if (request.getAttribute(PAGE) instanceof String known) {
            return known;
        }
        String key = sent(request);
        Map<String, ?> told = RequestContextUtils.getInputFlashMap(request);
        if (key == null && told != null && told.get(INPUT) instanceof String kept) {
            key = kept;
        }
        String page = key == null ? UUID.randomUUID() + mark() : key;
        request.setAttribute(PAGE, page);
        return page;
    }

    /** Of the reader; nothing for somebody without a session. */
    private String mark() {
        String reader = CurrentReader.subject();
        return reader == null ? "" : "-" + seal.mark(reader);
    }

    /** Whether a form with these inputs was on a page that was made for the reader of now. */
    boolean isReaders(Map<String, String[]> inputs) {
        String[] key = inputs.get(INPUT);
        return key != null && key.length == 1 && key[0].endsWith(mark());
    }

    static @Nullable String sent(HttpServletRequest request) {
        String key = "POST".equals(request.getMethod()) ? request.getParameter(INPUT) : null;
        return key != null && KEY.matcher(key).matches() ? key : null;
    }

    /** Whether a command was sent for this request, whatever came of it. */
    static boolean wereAsked(HttpServletRequest request) {
        return request.getAttribute(COUNTS) != null;
    }

    /** One form may send the same command several times, always in the same order. */
    private static int count(HttpServletRequest request, String command) {
        @SuppressWarnings("unchecked") // as it was set
        Map<String, Integer> counts = (Map<String, Integer>) request.getAttribute(COUNTS);
        if (counts == null) {
            counts = new HashMap<>();
            request.setAttribute(COUNTS, counts);
        }
        return counts.merge(command, 1, Integer::sum);
    }

    private static String typed(HttpServletRequest request) {
        StringBuilder typed = new StringBuilder();
        inputs(request).forEach((name, values) -> {
            typed.append(name.length()).append(':').append(name);
            for (String value : values) {
                typed.append(value.length()).append('=').append(value);
            }
        });
        return typed.toString();
    }

    /** What was typed and chosen: what a form must hold to be the same command. */
    static SortedMap<String, String[]> inputs(HttpServletRequest request) {
        SortedMap<String, String[]> inputs = new TreeMap<>(request.getParameterMap());
        inputs.keySet().removeAll(Set.of(CSRF, INPUT));
        return inputs;
    }

    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the key into every form that changes something, beside what is there already. */
    @Configuration(proxyBeanMethods = false)
    static class InEveryForm {

        @Bean
        static BeanPostProcessor keysInForms(ObjectProvider<FormKeys> keys) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof RequestDataValueProcessor others ? new WithKey(others, keys) : bean;
                }
            };
        }
    }

    private record WithKey(RequestDataValueProcessor others, ObjectProvider<FormKeys> keys)
            implements RequestDataValueProcessor {

        @Override
        public String processAction(HttpServletRequest request, String action, String method) {
            return others.processAction(request, action, method);
        }

        @Override
        public String processFormFieldValue(
                HttpServletRequest request, @Nullable String name, String value, String type) {
            return others.processFormFieldValue(request, name, value, type);
        }

        @Override
        public Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
            Map<String, String> fields = others.getExtraHiddenFields(request);
            if (fields == null || fields.isEmpty()) { // a form that changes nothing has no token either
                return Map.of();
            }
            Map<String, String> all = new TreeMap<>(fields);
            all.put(INPUT, keys.getObject().ofPage(request));
            return all;
        }

        @Override
        public String processUrl(HttpServletRequest request, String url) {
            return others.processUrl(request, url);
        }
    }
}
