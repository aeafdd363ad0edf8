package org.crimealliance.event.ancillary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.event.ancillary.Dossier.Contact;
import org.crimealliance.event.ancillary.Dossier.Organisation;
import org.crimealliance.event.ancillary.Dossier.Person;
import org.crimealliance.event.congress.Mode;

/** Builds dossiers for tests. */
public final class Dossiers {

    private String code = "AM-001";
    private Mode mode = Mode.HYBRID;
    private String row = "row";
    private final List<Person> people = new ArrayList<>();
    private List<LocalDate> unavailable = List.of();

    private Dossiers() {}

    public static Dossiers dossier(String code) {
        Dossiers builder = new Dossiers();
        builder.code = code;
        return builder;
    }

    public Dossiers mode(Mode next) {
        mode = next;
        return this;
    }

    public Dossiers row(String next) {
        row = next;
        return this;
    }

    public Dossiers people(String... ids) {
        for (String id : ids) {
            people.add(new Person(id, "Person " + id, "speaker"));
        }
        return this;
    }

    public Dossiers unavailable(LocalDate... days) {
        unavailable = List.of(days);
        return this;
    }

    public Dossier build() {
        return new Dossier(
                "congress",
                code,
                "Meeting " + code,
                new Organisation("O-" + code, "Organisation " + code),
                new Contact("Contact " + code, "contact@example.org"),
                mode,
                "Europe",
                "Youth",
                Instant.parse("2019-05-01T00:00:00Z"),
                people,
                null,
                unavailable,
                row,
                null);
    }
}
