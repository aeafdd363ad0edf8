package org.crimealliance.membership;

/** Bodies of requests. */
public final class Requests {

    public static final String FEES = """
            {"ordinary":{"amount":"200.00","currency":"EUR"},"extraordinary":{"amount":"150.00","currency":"EUR"},
             "individual":{"amount":"60.00","currency":"EUR"},"honorary":{"amount":"0.00","currency":"EUR"},"dueInDays":30}""";

    private Requests() {}

    public static String application(int i, String category) {
        return """
                {"category":"%s","kind":"%s","name":"New Applicant %d","country":"KE","contactName":"Contact %d",
                 "contactEmail":"applicant%d@example.org","street":"New Road %d","postalCode":"0010%d","city":"Exampleville",
                 "heardFrom":"congress","language":"en"}""".formatted(category, category.equals("individual") ? "person" : "organisation", i, i, i, i, i);
    }
}
