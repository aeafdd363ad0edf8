package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The seven applications of October and November 2020, and what the Board will make of each. */
final class ApplicationForms {

    static final int ALL = 7;

    /** One filled-in form; {@code motion} is what the Board votes on later: admit or defer. */
    record Form(String arrives, String category, String motion, String name, String email, Map<String, Object> body) {}

    private ApplicationForms() {}

    static List<Form> all() {
        List<Form> forms = new ArrayList<>();
        forms.add(form(0, "2020-10-06T10:12", "ordinary", "admit", "un-unit"));
        forms.add(form(1, "2020-10-13T08:40", "ordinary", "admit", "un-unit"));
        forms.add(form(2, "2020-10-21T17:05", "individual", "admit", "website"));
        forms.add(form(3, "2020-10-29T11:30", "ordinary", "admit", "member"));
        forms.add(form(4, "2020-11-04T09:00", "extraordinary", "admit", "un-unit"));
        forms.add(form(5, "2020-11-11T14:45", "ordinary", "admit", "event"));
        forms.add(form(6, "2020-11-17T16:20", "ordinary", "defer", "website"));
        return forms;
    }

    private static Form form(int i, String arrives, String category, String motion, String heardFrom) {
        List<Names.Organisation> organisations = Names.organisations();
        // the register takes its 61 from the front of the list
        Names.Organisation home = organisations.get(organisations.size() - 1 - i);
        String person = Names.persons(ALL, 2).get(i);
        boolean organisation = !category.equals("individual");
        String name = organisation ? home.name() : person;
        String email = Names.mail(person, 900 + i);
        return new Form(
                arrives,
                category,
                motion,
                name,
                email,
                Json.object(
                        "category",
                        category,
                        "kind",
                        organisation ? "organisation" : "person",
                        "name",
                        name,
                        "country",
                        home.country(),
                        "registryNumber",
                        organisation ? home.country() + "-" + (48_210 + 7 * i) : null,
                        "contactName",
                        person,
                        "contactEmail",
                        email,
                        "street",
                        home.street(),
                        "postalCode",
                        Integer.toString(4100 + i),
                        "city",
                        home.city(),
                        "heardFrom",
                        heardFrom,
                        "language",
                        home.language()));
    }
}
