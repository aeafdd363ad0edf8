package org.crimealliance.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets of a local stack, made up at its first start and kept in a folder that only the owner may read; the services get
 * the folder by {@code ALLIANCE_SECRETS}. Files: {@code link-secret} (key of the personal links), {@code operator-secret}
 * (of the operator's command), {@code local-stack-client} and {@code portal-client} (of the OAuth clients
 * {@code local-stack} and the portal), {@code portal-session} (what the portal's sessions are sealed with), {@code
 * mail-public-key} and {@code mail-private-key} (what links in mails are sealed with and opened), {@code person-secret} (what
 * keys of persons are wrapped with), {@code
 * demo-passwords.json} ({@code {"treasurer": {"email", "password"}, ...}}).
 */
public final class Secrets {

    /** Roles that a token can be had for and that have a login in the local stack. */
    public static final List<String> ROLES =
            List.of("chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** Somebody who can sign in at the portal of this local stack. */
    public record Login(String email, String password) {}

    /** The folder, for services. */
    public Path folder() {
        return folder;
    }

    /** Secret of the OAuth client {@code local-stack}, which may ask for a token of any role. */
    public String client() {
        return read("local-stack-client");
    }

    /** Key of the personal links in mails. */
    String linkSecret() {
        return read("link-secret");
    }

    /** Opens the sealed links of events. */
    public String mailPrivateKey() {
        return read("mail-private-key");
    }

    /** Of the operator's command. */
    String operator() {
        return read("operator-secret");
    }

    /** Login by role, in the order of {@link #ROLES}. */
    public Map<String, Login> logins() {
        Map<String, Login> logins = new LinkedHashMap<>();
        JSON.readTree(read("demo-passwords.json"))
                .properties()
                .forEach(entry -> logins.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Login.class)));
        return logins;
    }

    void generateMissing() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFiles.restrict(folder, "rwx------");
        generate("link-secret", randomText(32));
        generate("operator-secret", randomText(32));
        generate("local-stack-client", randomText(32));
        generate("portal-client", randomText(32));
        generate("portal-session", randomText(32));
        generate("person-secret", randomText(32));
        generateMailKeys();
        generate("demo-passwords.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(newLogins()));
    }

    private Map<String, Login> newLogins() {
        Map<String, Login> logins = new LinkedHashMap<>();
        for (String role : ROLES) {
            logins.put(role, new Login(role + "@alliance.example.org", randomText(12)));
        }
        return logins;
    }

    private void generate(String name, String secret) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            overwrite(name, secret);
        }
    }

    private void overwrite(String name, String secret) {
        Path file = folder.resolve(name);
        AtomicFiles.write(file, secret); // a temporary file is born 0600
        AtomicFiles.restrict(file, "rw-------");
    }

    private void generateMailKeys() {
        if (Files.exists(folder.resolve("mail-private-key")) && Files.exists(folder.resolve("mail-public-key"))) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            overwrite("mail-private-key", pem("PRIVATE KEY", pair.getPrivate()));
            overwrite("mail-public-key", pem("PUBLIC KEY", pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + what + "-----\n";
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            throw new StackException("No secrets yet: start the platform first with ./alliance up", e);
        }
    }

    private String randomText(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    }
}
