package org.crimealliance.portal.frame;

import org.crimealliance.portal.gateway.Document;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Passes a service's file on to the reader. It comes from elsewhere, so a browser may show it but run nothing of it. */
public final class Downloads {

    private static final String INERT =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'";

    private Downloads() {}

    public static ResponseEntity<byte[]> attachment(Document document, String fileName) {
        return answer(
                document, ContentDisposition.attachment().filename(fileName).build());
    }

    public static ResponseEntity<byte[]> inline(Document document, String fileName) {
        return answer(document, ContentDisposition.inline().filename(fileName).build());
    }

    private static ResponseEntity<byte[]> answer(Document document, ContentDisposition disposition) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .contentType(document.type());
        if (document.type().getSubtype().contains("html")) {
            answer.header("Content-Security-Policy", INERT);
        }
        return answer.body(document.content());
    }
}
