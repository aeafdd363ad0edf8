package org.crimealliance.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page may weigh on the way to a phone, and what a browser may keep of it. */
@PortalTest
class BudgetIT extends OfficersDesk {

    private static final int FIRST_PAGE = 200_000; // bytes as transferred, with all that the page needs
    private static final int THEN = 30_000; // bytes as transferred, the rest being kept
    private static final Pattern NEEDED =
            Pattern.compile("(?:<script[^>]*\\ssrc|<link[^>]*\\shref|<img[^>]*\\ssrc|<use[^>]*\\shref)=\"([^\"#]+)");
    private static final Pattern NEEDED_BY_STYLES = Pattern.compile("url\\(\\s*[\"']?([^)\"'#]+)");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/members", "/congresses/c1/schedule"})
    void the_first_page_is_light_and_the_next_ones_are_lighter(String path) throws IOException {
        GATEWAY.answer("GET /api/membership/members", 200, fullPageOfMembers());
        Visitor visitor = officer();

        HttpResponse<byte[]> page = visitor.packed(path);
        int whole = page.body().length;
        for (String asset : assets(visitor, page)) {
            whole += visitor.packed(asset).body().length;
        }

        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(whole).as("bytes the first time").isLessThan(FIRST_PAGE);
        assertThat(page.body().length).as("bytes after that").isLessThan(THEN);
    }

    @ParameterizedTest
    @MethodSource("org.crimealliance.portal.EveryPage#paths")
    void every_page_keeps_the_budget_and_is_kept_by_nobody(String path) throws IOException {
        Visitor visitor = officer();

        HttpResponse<byte[]> page = visitor.packed(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().length).isLessThan(THEN);
        assertThat(header(page, "Cache-Control")).contains("no-store");
        for (String asset : assets(visitor, page)) {
            HttpResponse<byte[]> answer = visitor.packed(asset);
            assertThat(answer.statusCode()).as(asset).isEqualTo(200);
            assertThat(header(answer, "Cache-Control"))
                    .as(asset)
                    .contains("max-age=31536000")
                    .doesNotContain("no-store");
            assertThat(asset).as("changes its name with its content").containsPattern("-[0-9a-f]{32}\\.\\w+$");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/members/export",
                "/invoices/export",
                "/invoices/i1/pdf",
                "/meetings/calendar.ics",
                "/meetings/k11/minutes.pdf",
                "/fees/runs/r3/progress",
                "/members/nobody"
            })
    void neither_is_a_document_or_a_piece_of_a_page(String path) {
        GATEWAY.answer("GET /api/membership/invoices/i1/pdf", 200, "\"%PDF\"");
        GATEWAY.answer("GET /api/meetings/calendar.ics", 200, "\"BEGIN:VCALENDAR\"");
        GATEWAY.answer("GET /api/meetings/k11/minutes.pdf", 200, "\"%PDF\"");

        assertThat(header(officer().packed(path), "Cache-Control")).contains("no-store");
    }

    /** Names and ids that gzip cannot shorten much. */
    private static String fullPageOfMembers() {
        return IntStream.range(0, 50)
                .mapToObj(i -> UUID.nameUUIDFromBytes(("member " + i).getBytes(UTF_8)))
                .map(id -> """
                        {"membershipId":"%s","memberNumber":"%s","name":"Association %s for Peace","category":"ordinary",
                         "country":"KE","state":"active","memberSince":"2014-05-01"}""".formatted(id, id.toString().substring(0, 4), id))
                .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":\"n\"}"));
    }

    private static Set<String> assets(Visitor visitor, HttpResponse<byte[]> page) throws IOException {
        Set<String> assets = found(NEEDED, page, "/");
        for (String asset : Set.copyOf(assets)) {
            if (asset.endsWith(".css")) {
                assets.addAll(found(NEEDED_BY_STYLES, visitor.packed(asset), asset));
            }
        }
        return assets;
    }

    private static Set<String> found(Pattern pattern, HttpResponse<byte[]> answer, String at) throws IOException {
        return pattern.matcher(text(answer))
                .results()
                .map((MatchResult found) ->
                        URI.create(at).resolve(found.group(1)).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        boolean packed = header(answer, "Content-Encoding").equals("gzip");
        return packed
                ? new String(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8)
                : new String(answer.body(), UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
