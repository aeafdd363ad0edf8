package org.crimealliance.portal.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.crimealliance.platform.text.CsvCell;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A list to take away, of which no {@linkplain CsvCell cell} is a formula. */
public final class Csv {

    private final StringBuilder text = new StringBuilder("\uFEFF"); // so that spreadsheets see UTF-8

    public Csv(String... header) {
        row((Object[]) header);
    }

    public Csv row(@Nullable Object... cells) {
        text.append(List.of(escaped(cells)).stream().collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    private static String[] escaped(@Nullable Object[] cells) {
        String[] escaped = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            escaped[i] = cell == null ? "" : cell(cell.toString());
        }
        return escaped;
    }

    private static String cell(String value) {
        String safe = CsvCell.harmless(value);
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }

    public ResponseEntity<byte[]> as(String fileName) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName)
                                .build()
                                .toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
