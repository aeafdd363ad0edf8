package org.crimealliance.identity.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crimealliance.identity.IdentitySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * What only this service may know: from the environment, or from a file of {@code ALLIANCE_SECRETS}. There is no default;
 * the local stack's are made up by whoever needs them first.
 */
@Component
class Secrets {

    private static final int SHORTEST = 32;

    private final @Nullable Path folder;
    private final boolean local;

    Secrets(IdentitySettings settings, Environment environment) {
        this.folder = settings.secrets();
        this.local = environment.acceptsProfiles(Profiles.of("local"));
    }

    /**
     * @param file its name in the folder
     * @param given what the environment says
     * @param variable where the environment says it
     */
    String read(String file, @Nullable String given, String variable) {
        String secret = given != null && !given.isBlank() ? given : fromFile(file);
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException("A secret is missing or too short: set " + variable + ", or put a file "
                    + file + " into the folder that ALLIANCE_SECRETS names, with a random text of at least " + SHORTEST
                    + " characters.");
        }
        return secret;
    }

    /** Of the local stack alone. */
    @Nullable
    String localStackClient() {
        return local && folder != null ? SecretFile.readOrMake(folder, "local-stack-client") : null;
    }

    private String fromFile(String file) {
        if (folder == null) {
            return "";
        }
        if (local) {
            return SecretFile.readOrMake(folder, file);
        }
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
