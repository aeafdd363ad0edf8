package org.crimealliance.meeting.minutes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.crimealliance.platform.document.PrintableText;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;
import org.springframework.stereotype.Component;

/** Minutes as a DOCX with real headings, to be worked on in a word processor. */
@Component
class MinutesDocx {

    private static final Map<Integer, Integer> POINTS = Map.of(1, 20, 2, 14, 3, 12);

    byte[] write(MinutesDocument minutes, String state) {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            styles(document);
            document.getProperties()
                    .getCoreProperties()
                    .setTitle(PrintableText.wellFormed(minutes.title() + " " + minutes.label()));
            heading(document, 1, "Minutes: " + minutes.title() + " " + minutes.label());
            paragraph(document, state);
            paragraph(document, "Place: " + minutes.place());
            paragraph(document, "Date: " + minutes.when());
            groups(document, "Participants", minutes.participants());
            groups(document, "Apologies", minutes.apologies());
            if (!minutes.agenda().isEmpty()) {
                heading(document, 2, "Agenda");
                int number = 1;
                for (String item : minutes.agenda()) {
                    paragraph(document, number++ + ". " + item);
                }
            }
            for (MinutesDocument.Chapter chapter : minutes.chapters()) {
                heading(document, 2, chapter.title());
                speeches(document, chapter.speeches());
                chapter.decisions().forEach(decision -> paragraph(document, "Decision: " + decision));
            }
            report(document, minutes);
            if (!minutes.tourDeTable().isEmpty()) {
                heading(document, 2, "Tour de table");
                speeches(document, minutes.tourDeTable());
            }
            if (!minutes.actions().isEmpty()) {
                heading(document, 2, "Action items");
                minutes.actions().forEach(action -> paragraph(document, "\u2022 " + action));
            }
            if (minutes.next() != null) {
                heading(document, 2, "Next meeting");
                paragraph(document, minutes.next());
            }
            document.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void groups(XWPFDocument document, String title, List<MinutesDocument.Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        heading(document, 2, title);
        groups.forEach(group -> paragraph(document, group.affiliation() + ": " + String.join("; ", group.names())));
    }

    private static void speeches(XWPFDocument document, List<MinutesDocument.Speech> speeches) {
        for (MinutesDocument.Speech speech : speeches) {
            if (speech.speaker() != null) {
                heading(document, 3, speech.speaker());
            }
            Markdown.parse(speech.text()).accept(new MarkdownToDocx(document));
        }
    }

    private static void report(XWPFDocument document, MinutesDocument minutes) {
        MinutesDocument.Report report = minutes.report();
        if (report == null) {
            return;
        }
        heading(document, 2, report.heading());
        XWPFTable table = document.createTable(report.lines().size(), 2);
        for (int row = 0; row < report.lines().size(); row++) {
            table.getRow(row)
                    .getCell(0)
                    .setText(PrintableText.wellFormed(report.lines().get(row).what()));
            table.getRow(row)
                    .getCell(1)
                    .setText(PrintableText.wellFormed(report.lines().get(row).figure()));
        }
    }

    static void heading(XWPFDocument document, int level, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setStyle("Heading" + level);
        paragraph.createRun().setText(PrintableText.wellFormed(text));
    }

    private static void paragraph(XWPFDocument document, String text) {
        document.createParagraph().createRun().setText(PrintableText.wellFormed(text));
    }

    private static void styles(XWPFDocument document) {
        XWPFStyles styles = document.createStyles();
        POINTS.forEach((level, points) -> {
            CTStyle style = CTStyle.Factory.newInstance();
            style.setStyleId("Heading" + level);
            style.addNewName().setVal("heading " + level);
            style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(level - 1));
            var run = style.addNewRPr();
            run.addNewB();
            run.addNewSz().setVal(BigInteger.valueOf(points * 2L)); // half points
            XWPFStyle known = new XWPFStyle(style);
            known.setType(STStyleType.PARAGRAPH);
            styles.addStyle(known);
        });
    }
}
