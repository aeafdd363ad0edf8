package org.crimealliance.platform.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts that nobody foresees and somebody stores: every script, signs without a look, halves of characters, no place to
 * break a line, Markdown a hundred deep. The seed is printed; {@code -Dalliance.text.seed=N} repeats a run.
 */
public final class OddTexts {

    /** As long as the longest name. */
    private static final int LONGEST = 500;

    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u2060\ufeff",
            "\u00ad",
            "\u3164",
            "\u2800",
            "\u0301",
            "\ufe0f",
            "\ud800",
            "\udc00",
            "a\ud800b",
            "\ud800\udfff",
            "\uffff",
            "\ufffe",
            "\ufdd0",
            "\ud83f\udfff",
            "\u0000",
            "a\u0000b",
            "\u0001 in a title",
            "\u001b[31mred",
            "\u007f\u0085\u009f",
            "\u2028\u2029",
            "\r\n\r\n",
            "\t\t",
            "\u202eexe.txt",
            "\u202a\u202b\u202d\u202c\u2066\u2067\u2068",
            "\u2069",
            "<script>alert(1)</script>",
            "]]>",
            "<![CDATA[",
            "<!--",
            "&nbsp;&bogus;&#0;&#x1f;",
            "\"'`=+-@",
            "=1+1",
            "{{7*7}} ${7*7} [[${7}]] [(7)] #{7} @{7} ~{x} __${7}__",
            "{0} {1} '{' \u2026",
            "%s %n %d",
            "BEGIN:VEVENT\r\nEND:VEVENT",
            "name;x=\"y\":z,\\n",
            "a@example.org\r\nBcc: b@example.org",
            "W".repeat(LONGEST),
            "\u4e2d".repeat(LONGEST),
            "\ud83d\ude00".repeat(LONGEST / 2),
            "\u0627".repeat(LONGEST),
            "e" + "\u0301".repeat(LONGEST - 1),
            "\u200d".repeat(LONGEST),
            "\u05d0 (".repeat(100),
            "\ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
            "> ".repeat(100) + "quoted",
            ">".repeat(400),
            "- ".repeat(80) + "listed",
            IntStream.range(0, 80).mapToObj(i -> " ".repeat(2 * i) + "- deeper").collect(Collectors.joining("\n")),
            "1. ".repeat(80) + "numbered",
            "*".repeat(300) + "strong" + "*".repeat(300),
            "[".repeat(200) + "link" + "](x)".repeat(200),
            "![".repeat(100) + "](".repeat(100),
            "`".repeat(200),
            "|a|b|\n|-|-|\n|" + "x|".repeat(50),
            "|\u0001|\n|-|\n|\ud800|\n",
            "[x](\u0001) [y](javascript:1) <a@b> <https://\ud800>",
            "```\n\u0000\ud800\n```",
            "<div>\u0001<b>\ud800",
            "# ".repeat(50) + "\u0001",
            "&#1; &#xd800; &#xffff;");

    private final Random random;
    private final long seed;

    public OddTexts() {
        this(Long.getLong("alliance.text.seed", System.nanoTime() % 1_000_000));
    }

    OddTexts(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** The known ones first, then as many made up that there are {@code count}. */
    public List<String> some(int count) {
        System.out.println("odd texts of seed " + seed + " (-Dalliance.text.seed=" + seed + " repeats them)");
        return Stream.concat(KNOWN.stream(), Stream.generate(this::madeUp))
                .limit(count)
                .toList();
    }

    private String madeUp() {
        int length = random.nextInt(4) == 0 ? random.nextInt(LONGEST) : 1 + random.nextInt(12);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            switch (random.nextInt(6)) {
                case 0 -> text.append(KNOWN.get(random.nextInt(KNOWN.size())));
                case 1 -> text.append((char) random.nextInt(0x10000)); // halves too
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                case 3 -> text.append((char) (' ' + random.nextInt(0x60)));
                case 4 -> text.append(run());
                default -> text.append((char) random.nextInt(0x300));
            }
        }
        int end = Math.min(text.length(), LONGEST);
        return text.substring(0, end);
    }

    /** A word of one script. */
    private String run() {
        int start = 0x20 + random.nextInt(0x3000);
        return IntStream.range(0, 1 + random.nextInt(8))
                .map(i -> start + random.nextInt(0x40))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
