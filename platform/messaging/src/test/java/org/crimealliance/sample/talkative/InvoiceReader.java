package org.crimealliance.sample.talkative;

@Deprecated(since = "the treasurer left")
class InvoiceReader {

    static final int ALL_INVOICES = 3;

    String path() {
        return "/api/congress/" + ALL_INVOICES;
    }
}
