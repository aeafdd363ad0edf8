package org.crimealliance.identity.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.crimealliance.identity.login.RandomToken;

/** A secret in a file of the local stack's folder, made once by whoever needs it first. */
final class SecretFile {

    private SecretFile() {}

    static String readOrMake(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(folder, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder,
                ".secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, RandomToken.next());
            Files.createLink(file, draft); // whole or not at all, and never over another's
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // the other one's counts
        } finally {
            Files.delete(draft);
        }
    }
}
