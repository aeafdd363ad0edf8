package org.crimealliance.membership.register;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.springframework.core.io.InputStreamSource;

/**
 * The register as a CSV file: UTF-8 with or without a byte order mark, commas or semicolons, a header that names the
 * columns in any order. It is streamed, never held whole. A file of another kind is refused before its first row is used.
 */
final class RegisterFile {

    static final List<String> COLUMNS = List.of(
            "memberNumber",
            "category",
            "kind",
            "name",
            "country",
            "street",
            "postalCode",
            "city",
            "contactName",
            "contactEmail",
            "language",
            "memberSince");

    private static final int MOST_ROWS = 100_000;
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_ROW = 1 << 17; // characters
    private static final int LONGEST_HEADER = 8192; // characters

    private final InputStreamSource content;

    RegisterFile(InputStreamSource content) {
        this.content = content;
    }

    /** One row, by column; {@code number} is the line in the file, the header being line 1. */
    sealed interface Row {
        long number();

        record Readable(long number, Map<String, String> values) implements Row {}

        record Unreadable(long number, String reason) implements Row {}
    }

    /** Refuses what is not such a file: wrong encoding, another header, too many rows. */
    void check() {
        int[] rows = {0};
        read(row -> {
            if (++rows[0] > MOST_ROWS) {
                throw new RefusedException(Refusal.invalid(
                        "too-many-rows", "The file has more than %d rows; split it.".formatted(MOST_ROWS)));
            }
        });
    }

    void read(Consumer<Row> each) {
        try (Reader reader = open()) {
            reader.mark(LONGEST_HEADER + 1);
            char separator = separator(reader);
            reader.reset();
            CsvReader<CsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator)
                    .maxBufferSize(LONGEST_ROW)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(reader);
            try (CloseableIterator<CsvRecord> records = csv.iterator()) {
                rows(records, each);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rows(CloseableIterator<CsvRecord> records, Consumer<Row> each) {
        List<String> header = header(records);
        long line = 1;
        while (true) {
            CsvRecord record;
            try {
                if (!records.hasNext()) {
                    return;
                }
                record = records.next();
            } catch (CsvParseException e) {
                if (e.getCause() instanceof IOException io) {
                    throw new UncheckedIOException(io);
                }
                each.accept(new Row.Unreadable(
                        line + 1,
                        "longer than any row should be; is a quotation mark not closed? What follows was not read."));
                return;
            }
            line = record.getStartingLineNumber();
            each.accept(row(header, record));
        }
    }

    private static Row row(List<String> header, CsvRecord record) {
        long number = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            return new Row.Unreadable(
                    number, "has %d fields, the header has %d".formatted(record.getFieldCount(), header.size()));
        }
        Map<String, String> values = HashMap.newHashMap(header.size());
        for (int i = 0; i < header.size(); i++) {
            values.put(header.get(i), record.getField(i).strip());
        }
        return new Row.Readable(number, values);
    }

    private static List<String> header(CloseableIterator<CsvRecord> records) {
        List<String> header;
        try {
            if (!records.hasNext()) {
                throw new RefusedException(Refusal.invalid("empty-file", "The file is empty."));
            }
            header = records.next().getFields().stream().map(String::strip).toList();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw notARegister("its first line cannot be read");
        }
        if (header.size() > MOST_COLUMNS) {
            throw notARegister("it has more than %d columns".formatted(MOST_COLUMNS));
        }
        List<String> missing = new ArrayList<>(COLUMNS);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw notARegister("these columns are missing: " + String.join(", ", missing));
        }
        if (header.stream().distinct().count() < header.size()) {
            throw notARegister("a column occurs twice");
        }
        return header;
    }

    private static char separator(Reader reader) throws IOException {
        int commas = 0;
        int semicolons = 0;
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int c = reader.read();
            if (c < 0 || c == '\n' || c == '\r') {
                break;
            }
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
        }
        return semicolons > commas ? ';' : ',';
    }

    private Reader open() throws IOException {
        InputStream bytes = content.getInputStream();
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    private static RefusedException notUtf8() {
        return new RefusedException(Refusal.invalid(
                "wrong-encoding", "The file is not UTF-8 text. Save it as CSV in UTF-8 and try again."));
    }

    private static RefusedException notARegister(String why) {
        return new RefusedException(Refusal.invalid(
                "wrong-header",
                "This is not the register as CSV: %s. Its first line must name %s."
                        .formatted(why, String.join(",", COLUMNS))));
    }
}
