package org.crimealliance.notification.letter;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.text.Isolated;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Puts drafts into words, as plain text and as HTML that say the same, and enters them into the ledger. All letters have
 * one shape: greeting, paragraphs, facts, at most one thing to click, the Alliance's name.
 */
@Component
class Words {

    /** A fact with its label in words. */
    record Line(String label, String value) {}

    private final MailLedger ledger;
    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    Words(MailLedger ledger) {
        this.ledger = ledger;
        messages.setBasename("i18n/letters");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
        engine.setEnableSpringELCompiler(true);
        engine.addTemplateResolver(resolver(TemplateMode.TEXT, ".txt", 1));
        engine.addTemplateResolver(resolver(TemplateMode.HTML, ".html", 2));
    }

    void send(ReceivedEvent<?> cause, Draft draft) {
        send(cause, draft, null);
    }

    void send(ReceivedEvent<?> cause, Draft draft, @Nullable String about) {
        if (draft.to().email().equals(PersonKeys.ERASED)
                || draft.attachments().stream()
                        .anyMatch(attachment -> attachment.base64().equals(PersonKeys.ERASED))) {
            return; // erased since: there is nobody to write to, or nothing to send
        }
        ledger.enter(cause, draft.template(), draft.to(), about, subject(draft), letter(draft));
    }

    String subject(Draft draft) {
        return message(draft, draft.template() + ".subject");
    }

    Letter letter(Draft draft) {
        Context context = new Context(draft.language());
        List<Line> lines = new ArrayList<>();
        draft.details()
                .forEach(detail ->
                        lines.add(new Line(message(draft, "label." + detail.label()), oneLine(detail.value()))));
        context.setVariable("language", draft.language().getLanguage());
        context.setVariable("subject", subject(draft));
        context.setVariable(
                "greeting",
                message(draft.language(), "greeting", oneLine(draft.to().name())));
        context.setVariable(
                "paragraphs",
                Arrays.stream(message(draft, draft.template() + ".text").split("\n\n"))
                        .map(String::strip)
                        .toList());
        context.setVariable("lines", lines);
        context.setVariable("action", draft.action());
        context.setVariable("actionText", draft.action() == null ? "" : message(draft, draft.template() + ".action"));
        context.setVariable("closing", message(draft, "closing"));
        return new Letter(
                engine.process("mail/letter.txt", context),
                engine.process("mail/letter.html", context),
                draft.calendar(),
                draft.attachments(),
                Offices.of(draft.template()),
                draft.action());
    }

    /** How to join, for a calendar entry. */
    String joining(URI link, @Nullable String language) {
        return message(Draft.locale(language), "calendar.join", link.toString());
    }

    /** A text of the bundles that takes no values. */
    String text(String key, Locale language) {
        return message(language, key);
    }

    private String message(Draft draft, String key) {
        return message(
                draft.language(),
                key,
                draft.values().stream()
                        .map(value -> value instanceof String text ? oneLine(text) : value)
                        .toArray());
    }

    private String message(Locale language, String key, Object... values) {
        return messages.getMessage(key, values, language);
    }

    /** What somebody typed must not start paragraphs of its own, nor turn the words beside it. */
    private static String oneLine(String text) {
        return Isolated.name(text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip());
    }

    private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String ending, int order) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setResolvablePatterns(java.util.Set.of("*" + ending));
        resolver.setCacheable(true);
        resolver.setOrder(order);
        return resolver;
    }
}
