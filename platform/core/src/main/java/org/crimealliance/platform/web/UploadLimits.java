package org.crimealliance.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How large an uploaded file may be; the numbers stand in alliance-defaults.yml alone. An address whose last word is
 * {@code import} or {@code imports} takes a list that is read row by row, any other a document.
 *
 * @param limit a document
 * @param importLimit a list
 */
@ConfigurationProperties("alliance.uploads")
public record UploadLimits(DataSize limit, DataSize importLimit) {

    /** What a form may add around its file, in bytes. */
    private static final long FORM = 1024 * 1024;

    /** Of a file that is sent to this path. */
    public DataSize file(String path) {
        return path.endsWith("import") || path.endsWith("imports") ? importLimit : limit;
    }

    /** Of all that is sent with a file to this path, in bytes. */
    public long request(String path) {
        return file(path).toBytes() + FORM;
    }

    /** Of all that is ever sent with a file, in bytes. */
    public long largestRequest() {
        return Math.max(limit.toBytes(), importLimit.toBytes()) + FORM;
    }

    /** Why a larger one is refused. */
    public String refusal(String path) {
        return "The file is too large: at most " + words(file(path)) + " are taken here.";
    }

    /** 25 MB. */
    public static String words(DataSize size) {
        return size.toMegabytes() > 0 ? size.toMegabytes() + " MB" : size.toKilobytes() + " kB";
    }
}
