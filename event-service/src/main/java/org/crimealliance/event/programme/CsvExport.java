package org.crimealliance.event.programme;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import org.crimealliance.platform.text.CsvCell;

/** The programme as CSV: UTF-8 with a byte order mark, and no cell that a spreadsheet would take for a formula. */
final class CsvExport {

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
                    CsvCell.harmless(entry.room()),
                    entry.mode().word(),
                    CsvCell.harmless(entry.code()),
                    CsvCell.harmless(entry.title()),
                    CsvCell.harmless(entry.organisation()),
                    CsvCell.harmless(entry.theme()),
                    entry.start().toString());
        }
    }
}
