package org.crimealliance.platform.document;

import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts a paragraph into what stands from left to right and what does not. Numbers and foreign words within a part from right
 * to left stay in it: {@link BidiText} orders them, as the layout places its runs one after another.
 */
final class BidiRuns implements BidiSplitter {

    private final List<BidiTextRun> runs = new ArrayList<>();

    @Override
    public void setParagraph(String paragraph, byte direction) {
        runs.clear();
        if (paragraph.isEmpty()) {
            return;
        }
        if (direction == LTR && !Bidi.requiresBidi(paragraph.toCharArray(), 0, paragraph.length())) {
            runs.add(new BidiTextRun(0, paragraph.length(), LTR));
            return;
        }
        Bidi bidi = new Bidi(paragraph, direction == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        int start = 0;
        for (int i = 1; i <= paragraph.length(); i++) {
            boolean leftToRight = bidi.getLevelAt(start) == 0;
            if (i == paragraph.length() || (bidi.getLevelAt(i) == 0) != leftToRight) {
                runs.add(new BidiTextRun(start, i - start, leftToRight ? LTR : RTL));
                start = i;
            }
        }
    }

    @Override
    public int countTextRuns() {
        return runs.size();
    }

    @Override
    public BidiTextRun getVisualRun(int index) {
        return runs.get(index);
    }

    @Override
    public byte getBaseDirection(String paragraph) {
        return new Bidi(paragraph, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight() ? LTR : RTL;
    }
}
