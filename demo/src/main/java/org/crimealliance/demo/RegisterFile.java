package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The member register as the Treasurer kept it in a spreadsheet: 56 ordinary, 5 extraordinary, 18 individual, 1 honorary. */
public final class RegisterFile {

    static final int ORDINARY = 56;
    static final int EXTRAORDINARY = 5;
    static final int INDIVIDUAL = 18;
    static final int HONORARY = 1;
    static final int ALL = ORDINARY + EXTRAORDINARY + INDIVIDUAL + HONORARY;

    private static final List<String> HEADER = List.of(
            "memberNumber",
            "category",
            "kind",
            "name",
            "country",
            "street",
            "postalCode",
            "city",
            "contactName",
            "contactEmail",
            "language",
            "memberSince");

    record Member(String category, String kind, String name, String country, String contactName, String email) {}

    private RegisterFile() {}

    /** UTF-8, with a header. */
    public static byte[] csv() {
        return Names.csv(HEADER, rows()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static List<Member> members() {
        return rows().stream()
                .map(row -> new Member(row.get(1), row.get(2), row.get(3), row.get(4), row.get(8), row.get(9)))
                .toList();
    }

    private static List<List<String>> rows() {
        List<Names.Organisation> organisations = Names.organisations();
        List<String> persons = Names.persons(ALL, 1);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            boolean organisation = i < ORDINARY + EXTRAORDINARY;
            // persons live where organisations are, further down the same list
            Names.Organisation home = organisations.get(organisation ? i : i % organisations.size());
            String person = persons.get(i);
            rows.add(List.of(
                    String.format(Locale.ROOT, "M-%04d", i + 1),
                    category(i),
                    organisation ? "organisation" : "person",
                    organisation ? home.name() : person,
                    home.country(),
                    home.street(),
                    Integer.toString(1000 + 37 * i),
                    home.city(),
                    person,
                    Names.mail(person, i + 1),
                    home.language(),
                    (2008 + i % 12) + "-0" + (1 + i % 9) + "-15"));
        }
        return rows;
    }

    private static String category(int i) {
        if (i < ORDINARY) {
            return "ordinary";
        }
        if (i < ORDINARY + EXTRAORDINARY) {
            return "extraordinary";
        }
        return i < ORDINARY + EXTRAORDINARY + INDIVIDUAL ? "individual" : "honorary";
    }
}
