package org.crimealliance.event.programme;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;

/** The programme as CSV: UTF-8 with a byte order mark, and no cell that a spreadsheet would take for a formula. */
final class CsvExport {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvExport() {}

    static String of(Programme programme) {
        StringWriter out = new StringWriter();
        out.append('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            write(programme, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(Programme programme, CsvWriter csv) {
        csv.writeRecord(
                "day",
                "start",
                "end",
                "timeZone",
                "room",
                "mode",
                "code",
                "title",
                "organisation",
                "theme",
                "startUtc");
        ZoneId zone = programme.zone();
        for (Programme.Entry entry : programme.entries()) {
            csv.writeRecord(
                    entry.start().atZone(zone).toLocalDate().toString(),
                    entry.start().atZone(zone).toLocalTime().toString(),
                    entry.end().atZone(zone).toLocalTime().toString(),
                    zone.getId(),
                    harmless(entry.room()),
                    entry.mode().word(),
                    harmless(entry.code()),
                    harmless(entry.title()),
                    harmless(entry.organisation()),
                    harmless(entry.theme()),
                    entry.start().toString());
        }
    }

    /** An apostrophe before what would be a formula: it is shown as it is, and nothing is lost. */
    static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
