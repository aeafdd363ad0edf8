package org.crimealliance.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * Invented organisations and persons on all continents. The lists are resources; every choice comes from a fixed seed, so
 * that each demo has the same register.
 */
final class Names {

    /** Changing it changes every name in the demo, and no figure. */
    static final long DATA_SEED = 20_201_207L;

    record Organisation(String country, String city, String street, String name, String language) {}

    private Names() {}

    static List<Organisation> organisations() {
        return lines("organisations.txt").stream()
                .map(line -> line.split(";", -1))
                .map(cells -> new Organisation(cells[0], cells[1], cells[2], cells[3], cells[4]))
                .toList();
    }

    /** That many different persons. */
    static List<String> persons(int count, long salt) {
        List<String> given = lines("given-names.txt");
        List<String> family = lines("family-names.txt");
        Random random = new Random(DATA_SEED + salt);
        List<String> persons = new ArrayList<>();
        java.util.Set<String> taken = new java.util.HashSet<>();
        while (persons.size() < count) {
            String name = given.get(random.nextInt(given.size())) + " " + family.get(random.nextInt(family.size()));
            if (taken.add(name)) {
                persons.add(name);
            }
        }
        return persons;
    }

    /** A mail address for a number in a list: readable, in ASCII, in a domain that exists nowhere. */
    static String mail(String name, int number) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z ]", "")
                .strip()
                .replaceAll(" +", ".");
        return (ascii.isEmpty() ? "contact" : ascii) + "." + number + "@example.org";
    }

    static String csv(List<String> header, List<List<String>> rows) {
        StringBuilder csv = new StringBuilder(String.join(",", header)).append("\r\n");
        for (List<String> row : rows) {
            csv.append(String.join(",", row.stream().map(Names::cell).toList())).append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Names.class.getResourceAsStream("/demo/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
