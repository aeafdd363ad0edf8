package org.crimealliance.platform.file;

import java.time.Instant;

/**
 * One version of a file. It never changes.
 *
 * @param id of this version
 * @param file of all its versions
 * @param version from 1; the next is higher
 * @param type what its content is, whatever its name says
 * @param length in bytes
 * @param sha256 of its content, in hexadecimal figures
 * @param by who added it, as events say it
 */
public record StoredFile(
        String id,
        FileOwner owner,
        String file,
        int version,
        String name,
        String type,
        long length,
        String sha256,
        Instant at,
        String by) {}
