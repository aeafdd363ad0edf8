package org.crimealliance.portal.frame;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service says of a field ("is before the first day"), as a sentence for whoever filled it in. */
final class Sentences {

    /** What the services' validation says by itself, and how it is said to a person; the first that fits. */
    private static final List<Rule> RULES = List.of(
            rule("must not be (blank|null|empty)", "This is needed."),
            rule("size must be between 0 and (\\d+)", "This may have at most $1 letters."),
            rule("size must be between (\\d+) and 2147483647", "This needs at least $1."),
            rule("size must be between (\\d+) and (\\d+)", "This needs $1 to $2 letters."),
            rule("must be less than or equal to (-?\\d+)", "This may be at most $1."),
            rule("must be greater than or equal to (-?\\d+)", "This must be at least $1."),
            rule("must be a well-formed email address", "This is not an e-mail address, such as name@example.org."),
            rule("must match .*", "This has signs that are not taken here."),
            rule("cannot be read", "This cannot be read."));

    private static final Pattern PREDICATE = Pattern.compile(
            "(is|are|was|were|may|must|can|cannot|has|have|had|needs?|ends?|begins?|comes?|does|lies|belongs|contains?)\\b.*",
            Pattern.DOTALL);

    private record Rule(Pattern said, String meant) {}

    private Sentences() {}

    private static Rule rule(String said, String meant) {
        return new Rule(Pattern.compile(said, Pattern.DOTALL), meant);
    }

    static String of(String said) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.said().matcher(said);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.meant());
            }
        }
        String text = said.strip();
        if (PREDICATE.matcher(text).matches()) {
            text = "This " + text;
        }
        return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0
                ? capital(text)
                : capital(text) + ".";
    }

    /** For a field that is none of the form's: its name in words before what is said. */
    static String about(String field, String sentence) {
        String last = field.substring(field.lastIndexOf('.') + 1).replaceAll("\\[\\d*]", "");
        String words = last.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.isBlank() ? sentence : capital(words) + ": " + sentence;
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
