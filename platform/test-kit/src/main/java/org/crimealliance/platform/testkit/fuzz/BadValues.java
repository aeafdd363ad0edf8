package org.crimealliance.platform.testkit.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What nobody should send, and somebody will. */
final class BadValues {

    private static final String SCRIPTS = "Ærøskøbing Ωμέγα Кирилл 漢字 한글 العربية עברית हिन्दी ไทย";
    private static final String EMOJI = "👩🏽‍🚀🏳️‍🌈";

    /** As JSON; some of it only a parser without bounds would read. */
    static final List<String> JSON = List.of(
            "\"\"",
            "\"   \"",
            "\"" + "x".repeat(501) + "\"",
            "\"" + "ü".repeat(100_000) + "\"",
            "\"" + SCRIPTS + "\"",
            "\"" + EMOJI + "\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\u001b[31m\\u0007\\ufffe\"",
            "\"\\u202Eexe.txt\"",
            "\"\\ud800\"",
            "\"<script>alert(1)</script><img src=x onerror=alert(1)>\"",
            "\"a@example.org\\r\\nBcc: b@example.org\"",
            "\"${jndi:ldap://127.0.0.1/a}\"",
            "\"=1+1\"",
            "\"../../etc/passwd\"",
            "\"javascript:alert(1)\"",
            "\"$where\"",
            "\"2021-02-30\"",
            "\"+999999999-12-31\"",
            "\"-999999999-01-01\"",
            "\"9999-12-31\"",
            "\"0000-01-01\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"2021-03-08T25:61:00Z\"",
            "\"2021-03-08T10:00:00\"",
            "\"24:00\"",
            "\"Mars/Phobos\"",
            "\"0195a4c0-0000-7000-8000-00000000000g\"",
            "\"nowhere\"",
            "-1",
            "0",
            "2147483648",
            "-9223372036854775809",
            "1e308",
            "1e999",
            "1e1000000000",
            "0.00000000000000000000000001",
            "true",
            "null",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"$gt\":\"\"}",
            "{\"amount\":\"1e1000000000\",\"currency\":\"EUR\"}",
            "{\"amount\":\"-1.00\",\"currency\":\"XXX\"}",
            nested("[", "]", 400),
            nested("[", "]", 5_000),
            nested("{\"a\":", "}", 5_000));

    /** In a query, decoded. */
    static final List<String> TEXT = List.of(
            "",
            " ",
            "x".repeat(101),
            "x".repeat(20_000),
            SCRIPTS,
            EMOJI,
            "\0",
            "a\0b",
            "\r\nSet-Cookie: a=b",
            "<script>alert(1)</script>",
            "[a-z(*+?{",
            "\\",
            "\\E.*",
            "$",
            "-1",
            "0",
            "501",
            "2147483648",
            "1e9",
            "2021-02-30",
            "+999999999-12-31",
            "-999999999-01-01",
            "9999-12-31",
            "+1000000000-12-31T23:59:59Z",
            "Mars/Phobos",
            "nowhere",
            "null",
            "{\"$gt\":\"\"}",
            "0195a4c0-0000-7000-8000-000000000000",
            "0195a4c0|0195a4c0-0000-7000-8000-000000000000");

    /** In a path, encoded. */
    static final List<String> SEGMENTS = List.of(
            "0195a4c0-0000-7000-8000-000000000000",
            "unknown",
            "UNKNOWN",
            "%20",
            "%00",
            "a%00b",
            "%FF%FE",
            "%F0%9F%91%A9",
            "..%2F..%2Fetc",
            "%2e%2e",
            "a%0d%0aSet-Cookie:a=b",
            "%3Cscript%3E",
            "%7B%22$gt%22%3A%22%22%7D",
            "$where",
            "a;b=c",
            "-1",
            "0",
            "99999999999999999999",
            "x".repeat(300),
            "x".repeat(20_000));

    private BadValues() {}

    static List<String> some(List<String> all, int count, RandomGenerator random) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth);
    }
}
