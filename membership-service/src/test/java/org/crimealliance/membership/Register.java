package org.crimealliance.membership;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Profile;

/** A register of invented members. */
public final class Register {

    public static final String HEADER =
            "memberNumber,category,kind,name,country,street,postalCode,city,contactName,contactEmail,language,memberSince";

    private static final String[] COUNTRIES = {"AT", "KE", "JP", "BR", "NZ", "CA", "IN", "FR", "NG", "PE"};

    /** Of an ordinary member. */
    public static final Profile PROFILE = new Profile(
            Category.ORDINARY,
            MemberKind.ORGANISATION,
            "Sample Organisation",
            "AT",
            null,
            "Street 1",
            "1000",
            "Town",
            new Contact("Contact", "contact@example.org", "en"),
            null);

    private Register() {}

    public static String row(int number, String category, String name, String street) {
        return "%d,%s,%s,%s,%s,%s,%d,Sampletown,Contact %d,member%d@example.org,en,2015-03-01"
                .formatted(
                        number,
                        category,
                        category.equals("individual") || category.equals("honorary") ? "person" : "organisation",
                        name,
                        COUNTRIES[number % COUNTRIES.length],
                        street,
                        1000 + number,
                        number,
                        number);
    }

    /** 56 ordinary, 5 extraordinary, 18 individual and 1 honorary. */
    public static List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= 80; i++) {
            String category = i <= 56 ? "ordinary" : i <= 61 ? "extraordinary" : i <= 79 ? "individual" : "honorary";
            rows.add(row(i, category, "Sample Organisation " + i, "Sample Street " + i));
        }
        return rows;
    }

    public static byte[] csv(List<String> rows) {
        return (HEADER + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] csv() {
        return csv(rows());
    }
}
