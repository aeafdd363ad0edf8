package org.crimealliance.platform.file;

import java.util.Set;
import org.apache.tika.Tika;

/** What a file is, by its content. */
final class FileType {

    /** So much of the beginning tells. */
    static final int BEGINNING = 64 * 1024;

    /** Families whose members look alike from the beginning. The name may say which member it is, and nothing else. */
    private static final Set<String> FAMILIES =
            Set.of("text/plain", "application/x-tika-ooxml", "application/x-tika-msoffice");

    private static final Tika TIKA = new Tika();

    private FileType() {}

    /** Its media type; {@code application/octet-stream} where nothing is known. */
    static String of(byte[] beginning, String name) {
        String type = TIKA.detect(beginning);
        return FAMILIES.contains(type) ? TIKA.detect(beginning, name) : type;
    }
}
