package org.crimealliance.event.ancillary;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;

/**
 * Reads a CSV file row by row: UTF-8 with or without a byte order mark, comma or semicolon. Never more than one row is in
 * memory; a file that is no such CSV is refused as a whole.
 */
final class ImportFile {

    private static final int MAX_COLUMNS = 64;
    private static final int MAX_FIELD = 32 * 1024;
    private static final int HEADER_LOOK_AHEAD = 8 * 1024;

    private ImportFile() {}

    /** Gives each row after the header, with its line number, to {@code row}. */
    static void read(InputStream file, List<String> columns, int maxRows, BiConsumer<Long, Map<String, String>> row) {
        try (BufferedReader text = utf8(file);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(separator(text))
                        .maxBufferSize(MAX_FIELD * 4)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw refused("empty-file", "The file has no header.");
            }
            List<String> header = header(records.next(), columns);
            int rows = 0;
            while (records.hasNext()) {
                CsvRecord read = records.next();
                rows++;
                if (rows > maxRows) {
                    throw refused("too-many-rows", "The file has more than " + maxRows + " rows.");
                }
                row.accept(read.getStartingLineNumber(), fields(header, read));
            }
        } catch (CsvParseException e) {
            throw unreadable(e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static List<String> header(CsvRecord first, List<String> columns) {
        if (first.getFieldCount() > MAX_COLUMNS) {
            throw refused("too-many-columns", "The file has more than " + MAX_COLUMNS + " columns.");
        }
        List<String> header = first.getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String title : header) {
            if (!title.isEmpty() && !seen.add(title)) {
                throw refused("repeated-header", "The column " + title + " appears twice in the header.");
            }
        }
        List<String> missing =
                columns.stream().filter(column -> !seen.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw refused("missing-columns", "The header lacks: " + String.join(", ", missing) + ".");
        }
        return header;
    }

    private static Map<String, String> fields(List<String> header, CsvRecord read) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), read.getFieldCount()); i++) {
            fields.put(header.get(i), read.getField(i));
        }
        if (read.getFieldCount() != header.size()) {
            fields.put(WRONG_COUNT, read.getFieldCount() + " fields instead of " + header.size());
        }
        return fields;
    }

    /** Key under which a row says that it has too few or too many fields. */
    static final String WRONG_COUNT = "\0count";

    private static BufferedReader utf8(InputStream file) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        file,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                HEADER_LOOK_AHEAD);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEADER_LOOK_AHEAD);
        int commas = 0;
        int semicolons = 0;
        for (int i = 0; i < HEADER_LOOK_AHEAD - 1; i++) {
            int c = reader.read();
            if (c < 0 || c == '\n') {
                break;
            }
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
        }
        reader.reset();
        return semicolons > commas ? ';' : ',';
    }

    private static RefusedException unreadable(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return refused("not-utf-8", "The file is not UTF-8 text.");
            }
        }
        return refused("not-csv", "The file cannot be read as CSV: " + e.getMessage());
    }

    private static RefusedException refused(String code, String message) {
        return new RefusedException(Refusal.invalid(code, message));
    }
}
