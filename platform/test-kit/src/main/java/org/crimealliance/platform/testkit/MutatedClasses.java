package org.crimealliance.platform.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that {@code ./alliance mutate} changes are those that a module's {@code pom.xml} lists. Whatever decides something
 * and does no I/O belongs there: a source file none of whose classes knows a framework, a file or a connection, nor one of ours
 * that does. More may be listed.
 */
final class MutatedClasses {

    private static final Pattern TARGETS = Pattern.compile("<targetClasses>(.*?)</targetClasses>", Pattern.DOTALL);
    private static final Pattern PARAM = Pattern.compile("<param>(.*?)</param>");

    private static final List<String> PURE = List.of(
            "java.lang.",
            "java.util.",
            "java.time.",
            "java.math.",
            "java.text.",
            "java.security.",
            "javax.crypto.",
            "java.nio.ByteBuffer",
            "java.nio.CharBuffer",
            "java.nio.charset.",
            "java.net.URI",
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.net.InetAddress",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.UnknownHostException",
            "java.io.ByteArray",
            "java.io.InputStream",
            "java.io.IOException",
            "java.io.Reader",
            "java.io.Serializable",
            "java.io.StringReader",
            "java.io.StringWriter",
            "java.io.UncheckedIOException",
            "java.io.Writer",
            "com.fasterxml.jackson.annotation.",
            "com.google.zxing.",
            "de.siegmar.fastcsv.",
            "io.swagger.v3.oas.annotations.",
            "jakarta.validation.",
            "org.apache.commons.",
            "org.commonmark.",
            "org.joda.money.",
            "org.jspecify.",
            "org.springframework.data.annotation.TypeAlias",
            "tools.jackson.");

    private static final Set<String> NOT_PURE = Set.of("java.lang.ProcessBuilder", "java.lang.Process");

    private MutatedClasses() {}

    /**
     * The classes that no list names.
     *
     * @param known ours, as far as they are on the class path
     */
    static List<String> missing(List<String> listed, JavaClasses known, Predicate<JavaClass> ofTheModule) {
        Predicate<String> isListed = matching(listed);
        Map<String, Set<JavaClass>> files = new TreeMap<>();
        for (JavaClass type : known) {
            files.computeIfAbsent(file(type), file -> new HashSet<>()).add(type);
        }
        Set<String> doIo = filesThatDoIo(files);
        List<String> missing = new ArrayList<>();
        files.forEach((file, types) -> types.stream()
                .filter(type -> ofTheModule.test(type)
                        && !doIo.contains(file)
                        && decides(type)
                        && !isListed.test(type.getName()))
                .map(type -> type.getName() + " does no I/O and is not listed for ./alliance mutate")
                .sorted()
                .forEach(missing::add));
        return missing;
    }

    private static Set<String> filesThatDoIo(Map<String, Set<JavaClass>> files) {
        Set<String> doIo = new HashSet<>();
        boolean more;
        do {
            more = false;
            for (Map.Entry<String, Set<JavaClass>> file : files.entrySet()) {
                boolean does = !doIo.contains(file.getKey())
                        && file.getValue().stream()
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .map(Dependency::getTargetClass)
                                .map(JavaClass::getBaseComponentType)
                                .anyMatch(other -> files.containsKey(file(other))
                                        ? doIo.contains(file(other))
                                        : !other.isPrimitive() && !isPure(other));
                more |= does && doIo.add(file.getKey());
            }
        } while (more);
        return doIo;
    }

    private static boolean isPure(JavaClass type) {
        String name = type.getName();
        return PURE.stream().anyMatch(name::startsWith) && !NOT_PURE.contains(name);
    }

    private static String file(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** More than what the compiler writes for a record, an enum or an exception. */
    private static boolean decides(JavaClass type) {
        return !type.isAssignableTo(Throwable.class)
                && type.getMethods().stream().anyMatch(method -> isWritten(type, method));
    }

    private static boolean isWritten(JavaClass type, JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        boolean accessor = type.isRecord()
                && method.getRawParameterTypes().isEmpty()
                && type.tryGetField(method.getName()).isPresent();
        boolean ofEvery =
                type.isRecord() && Set.of("equals", "hashCode", "toString").contains(method.getName());
        boolean ofEnums = type.isEnum() && Set.of("values", "valueOf").contains(method.getName());
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && !modifiers.contains(JavaModifier.ABSTRACT)
                && !accessor
                && !ofEvery
                && !ofEnums;
    }

    /** The patterns that modules list. */
    static List<String> listedIn(List<Path> poms) {
        List<String> listed = new ArrayList<>();
        for (Path pom : poms) {
            Matcher targets = TARGETS.matcher(text(pom));
            while (targets.find()) {
                PARAM.matcher(targets.group(1))
                        .results()
                        .map(param -> param.group(1))
                        .forEach(listed::add);
            }
        }
        return listed;
    }

    private static Predicate<String> matching(List<String> listed) {
        List<Pattern> patterns = listed.stream()
                .map(param -> Pattern.compile(Pattern.quote(param).replace("*", "\\E.*\\Q")))
                .toList();
        return name ->
                patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static String text(Path pom) {
        try {
            return Files.readString(pom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
