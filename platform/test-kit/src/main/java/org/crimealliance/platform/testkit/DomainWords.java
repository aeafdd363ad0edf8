package org.crimealliance.platform.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The words of the domain in a class file: in the names of packages, classes, fields, methods and in every text, those of
 * annotations too. Comments may give examples.
 */
final class DomainWords {

    private static final Set<String> WORDS = Set.of(
            "agenda",
            "applicant",
            "auditor",
            "ballot",
            "board",
            "chair",
            "committee",
            "congress",
            "delegate",
            "fee",
            "invitation",
            "invitee",
            "invoice",
            "meeting",
            "member",
            "membership",
            "ngo",
            "officer",
            "organiser",
            "participant",
            "programme",
            "quorum",
            "secretary",
            "signatory",
            "treasurer");

    /** Between two words of a text, a constant's name or a name in camel case. */
    private static final Pattern BORDER = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    /** How the names of the JDK's and of libraries' classes begin in a class file, also inside a signature. */
    private static final Pattern FOREIGN = Pattern.compile("(^|[L(\\[;<>)])(java|javax|jakarta|com|tools|io|org)/");

    private DomainWords() {}

    /** For a rule of the form {@code noClasses().should(appear())}. */
    static ArchCondition<JavaClass> appear() {
        return new ArchCondition<>("contain a word of the domain") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (String word : in(type)) {
                    events.add(SimpleConditionEvent.satisfied(type, type.getName() + " says " + word));
                }
            }
        };
    }

    private static Set<String> in(JavaClass type) {
        Set<String> found = new TreeSet<>();
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            ClassFile.of().parse(file.readAllBytes()).constantPool().forEach(entry -> {
                if (entry instanceof Utf8Entry text && !isForeign(text.stringValue())) {
                    found.addAll(in(text.stringValue()));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Names and signatures of the JDK's and of libraries, and the class file's own, are not our words. */
    private static boolean isForeign(String text) {
        return text.equals("NestMembers") || (FOREIGN.matcher(text).find() && !text.contains("org/crimealliance"));
    }

    private static Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        for (String part : BORDER.split(text)) {
            String word = part.toLowerCase(Locale.ROOT);
            if (WORDS.contains(word) || (word.endsWith("s") && WORDS.contains(word.substring(0, word.length() - 1)))) {
                found.add(part);
            }
        }
        return found;
    }
}
