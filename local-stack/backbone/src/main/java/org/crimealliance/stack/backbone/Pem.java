package org.crimealliance.stack.backbone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's key (RSA, PKCS #8, not encrypted) and its certificates, its own first, as they stand in one file. */
record Pem(PrivateKey key, X509Certificate[] certificates) {

    private static final Pattern KEY = Pattern.compile("-{5}BEGIN PRIVATE KEY-{5}([^-]+)-{5}END PRIVATE KEY-{5}");

    static Pem read(Path file) {
        try {
            String text = Files.readString(file);
            Matcher key = KEY.matcher(text);
            if (!key.find()) {
                throw new IllegalArgumentException("no key in " + file);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            String certificates = key.replaceAll("");
            return new Pem(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))
                            .toArray(X509Certificate[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key and certificates: " + file, e);
        }
    }
}
