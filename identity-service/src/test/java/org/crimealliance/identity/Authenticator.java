package org.crimealliance.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.crimealliance.identity.login.RandomToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A telephone with one passkey (WebAuthn level 3, ES256, attestation "none") and the browser in front of it. */
final class Authenticator {

    static final String DOMAIN = "localhost";
    static final String ORIGIN = "http://localhost:8400";

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int HAS_CREDENTIAL = 0x40;

    private final KeyPair key;

    /** What one who attacks would change. */
    String origin = ORIGIN;

    String credential = RandomToken.next();
    String userHandle = "";
    boolean isVerified = true;
    int signatures = 0;

    Authenticator() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.key = generator.generateKeyPair();
    }

    /** The answer to options for a new passkey. */
    String made(JsonNode options) throws Exception {
        userHandle = options.path("user").path("id").asString();
        byte[] data = authenticatorData(options.path("rp").path("id").asString(), HAS_CREDENTIAL);
        byte[] id = decoded(credential);
        byte[] withKey = joined(
                data,
                new byte[16], // of no model
                ByteBuffer.allocate(2).putShort((short) id.length).array(),
                id,
                HexFormat.of().parseHex("a5010203262001215820"),
                coordinate(((ECPublicKey) key.getPublic()).getW().getAffineX()),
                HexFormat.of().parseHex("225820"),
                coordinate(((ECPublicKey) key.getPublic()).getW().getAffineY()));
        byte[] attestation = joined(
                HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a0686175746844617461"),
                new byte[] {0x58, (byte) withKey.length},
                withKey);
        return answer(Map.of(
                "attestationObject",
                encoded(attestation),
                "clientDataJSON",
                encoded(clientData("webauthn.create", options)),
                "transports",
                new String[] {"internal"}));
    }

    /** The answer to options for signing in. */
    String signed(JsonNode options) throws Exception {
        byte[] data = authenticatorData(options.path("rpId").asString(), 0);
        byte[] client = clientData("webauthn.get", options);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(joined(data, sha256(client)));
        return answer(Map.of(
                "authenticatorData",
                encoded(data),
                "clientDataJSON",
                encoded(client),
                "signature",
                encoded(signature.sign()),
                "userHandle",
                userHandle));
    }

    private String answer(Map<String, Object> response) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "id",
                        credential,
                        "rawId",
                        credential,
                        "type",
                        "public-key",
                        "authenticatorAttachment",
                        "platform",
                        "clientExtensionResults",
                        Map.of(),
                        "response",
                        response));
    }

    private byte[] authenticatorData(String domain, int flags) throws GeneralSecurityException {
        int all = flags | PRESENT | (isVerified ? VERIFIED : 0);
        return joined(
                sha256(domain.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) all},
                ByteBuffer.allocate(4).putInt(signatures).array());
    }

    private byte[] clientData(String type, JsonNode options) {
        return JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "type",
                        type,
                        "challenge",
                        options.path("challenge").asString(),
                        "origin",
                        origin,
                        "crossOrigin",
                        false));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[32];
        int length = Math.min(signed.length, bytes.length);
        System.arraycopy(signed, signed.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
