package org.crimealliance.membership.invoice;

import java.util.Base64;

/** The document of an invoice, as it was sent. */
record InvoiceDocument(String fileName, String mediaType, byte[] bytes) {

    static final String PDF = "application/pdf";

    String sha256() {
        return HashChain.sha256(bytes);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
