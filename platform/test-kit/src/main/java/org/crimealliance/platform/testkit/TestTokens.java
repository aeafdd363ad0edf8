package org.crimealliance.platform.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Bearer tokens for tests, signed by a key that lives in this JVM and is published on loopback like a real issuer's. */
public final class TestTokens {

    public static final String ISSUER = "http://issuer.test";
    public static final String AUDIENCE = "alliance-platform";

    private static final RSAKey KEY = newKey();
    private static final HttpServer JWKS = serve();

    private TestTokens() {}

    static String jwksUri() {
        return "http://127.0.0.1:" + JWKS.getAddress().getPort() + "/jwks";
    }

    /** A token of somebody with these roles ({@code treasurer}, {@code secretary} ...). */
    public static String withRoles(String... roles) {
        return sign(claims(roles).build());
    }

    /** Claims of a valid token, to be changed by the test. */
    public static JWTClaimsSet.Builder claims(String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(roles.length == 0 ? "nobody" : roles[0])
                .claim("roles", List.of(roles))
                .claim("email", (roles.length == 0 ? "nobody" : roles[0]) + "@officers.example.org")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now.minusSeconds(5)))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    public static String sign(JWTClaimsSet claims) {
        return sign(claims, KEY);
    }

    static String sign(JWTClaimsSet claims, RSAKey key) {
        return signed(JWSAlgorithm.RS256, key.getKeyID(), claims, signer(key));
    }

    static RSAKey key() {
        return KEY;
    }

    /** Tokens that nobody may believe who believes this issuer with this key, by what is wrong with them. */
    static Map<String, String> wrong(String issuer, RSAKey key) {
        Supplier<JWTClaimsSet.Builder> claims = () -> claims("chair").issuer(issuer);
        JWTClaimsSet good = claims.get().build();
        Date past = Date.from(Instant.now().minusSeconds(120)); // a minute of difference between clocks is allowed
        Date future = Date.from(Instant.now().plusSeconds(120));
        Map<String, JWTClaimsSet.Builder> wrong = new LinkedHashMap<>();
        wrong.put("expired", claims.get().expirationTime(past));
        wrong.put("not valid yet", claims.get().notBeforeTime(future));
        wrong.put("another issuer", claims.get().issuer("http://another.test"));
        wrong.put("no issuer", claims.get().issuer(null));
        wrong.put("another audience", claims.get().audience("board-portal"));
        wrong.put("no audience", claims.get().audience((String) null));
        Map<String, String> tokens = new LinkedHashMap<>();
        wrong.forEach((what, spoilt) -> tokens.put(what, sign(spoilt.build(), key)));
        tokens.put("another key", signed(JWSAlgorithm.RS256, key.getKeyID(), good, signer(newKey())));
        tokens.put("another algorithm", signed(JWSAlgorithm.PS256, key.getKeyID(), good, signer(key)));
        tokens.put("the public key as a secret", signed(JWSAlgorithm.HS256, key.getKeyID(), good, sharedSecret(key)));
        tokens.put("no algorithm", new PlainJWT(good).serialize());
        String genuine = sign(good, key);
        int signature = genuine.lastIndexOf('.') + 1;
        tokens.put("no signature", genuine.substring(0, signature));
        String other = sign(claims("treasurer").issuer(issuer).build(), key);
        tokens.put(
                "the signature of another",
                other.substring(0, other.lastIndexOf('.') + 1) + genuine.substring(signature));
        tokens.put("no token at all", "nonsense");
        return tokens;
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a verifier that lets the token choose its algorithm would take the published key for. */
    private static JWSSigner sharedSecret(RSAKey key) {
        try {
            return new MACSigner(key.toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.setExecutor(null);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
