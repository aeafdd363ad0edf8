package org.crimealliance.meeting.minutes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.crimealliance.platform.document.PrintableText;
import org.jspecify.annotations.Nullable;

/** Writes a Markdown text at the end of a DOCX. HTML in it stays text; images are named, not fetched. */
final class MarkdownToDocx extends AbstractVisitor {

    private static final int STEP = 360; // twentieths of a point: a quarter of an inch

    private final XWPFDocument document;
    private final Deque<Integer> counters = new ArrayDeque<>();
    private @Nullable XWPFParagraph current;
    private @Nullable String marker;
    private boolean bold;
    private boolean italic;
    private int indent;

    MarkdownToDocx(XWPFDocument document) {
        this.document = document;
    }

    @Override
    public void visit(Heading heading) {
        current = document.createParagraph();
        current.setStyle("Heading3");
        visitChildren(heading);
        current = null;
    }

    @Override
    public void visit(Paragraph paragraph) {
        current = block();
        visitChildren(paragraph);
        current = null;
    }

    @Override
    public void visit(BulletList list) {
        list(list, 0);
    }

    @Override
    public void visit(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        list(list, start == null ? 1 : start);
    }

    private void list(Node list, int first) {
        counters.push(first);
        indent++;
        visitChildren(list);
        indent--;
        counters.pop();
    }

    @Override
    public void visit(ListItem item) {
        int number = counters.pop();
        marker = number == 0 ? "\u2022 " : number + ". ";
        counters.push(number == 0 ? 0 : number + 1);
        visitChildren(item);
        marker = null;
    }

    @Override
    public void visit(BlockQuote quote) {
        indent++;
        visitChildren(quote);
        indent--;
    }

    @Override
    public void visit(StrongEmphasis strong) {
        boolean before = bold;
        bold = true;
        visitChildren(strong);
        bold = before;
    }

    @Override
    public void visit(Emphasis emphasis) {
        boolean before = italic;
        italic = true;
        visitChildren(emphasis);
        italic = before;
    }

    @Override
    public void visit(Text text) {
        say(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        say(code.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
        say(html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
        lines(html.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock code) {
        lines(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        lines(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        say(" ");
    }

    @Override
    public void visit(HardLineBreak line) {
        run().addBreak();
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        say(" (" + link.getDestination() + ")");
    }

    @Override
    public void visit(Image image) {
        visitChildren(image);
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            table(block);
        } else {
            visitChildren(block);
        }
    }

    private void table(Node block) {
        List<List<TableCell>> rows = new ArrayList<>();
        block.accept(new AbstractVisitor() {
            @Override
            public void visit(org.commonmark.node.CustomNode node) {
                if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                }
                if (node instanceof TableCell cell) {
                    rows.getLast().add(cell);
                }
                visitChildren(node);
            }
        });
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        XWPFTable table = document.createTable(rows.size(), columns);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                current = table.getRow(row).getCell(column).getParagraphArray(0);
                visitChildren(rows.get(row).get(column));
            }
        }
        current = null;
    }

    private void lines(String literal) {
        literal.lines().forEach(line -> {
            current = block();
            say(line);
        });
        current = null;
    }

    private XWPFParagraph block() {
        XWPFParagraph paragraph = document.createParagraph();
        if (indent > 0) {
            paragraph.setIndentationLeft(indent * STEP);
        }
        if (marker != null) {
            paragraph.createRun().setText(marker);
            marker = null;
        }
        return paragraph;
    }

    private void say(String text) {
        XWPFRun run = run();
        run.setBold(bold);
        run.setItalic(italic);
        run.setText(PrintableText.wellFormed(text)); // an entity may stand for anything
    }

    private XWPFRun run() {
        if (current == null) {
            current = block();
        }
        return current.createRun();
    }
}
