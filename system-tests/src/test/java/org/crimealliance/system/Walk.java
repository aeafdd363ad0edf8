package org.crimealliance.system;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows every link that a reader is shown and looks at what is behind it: each kind of page once a reader, and
 * what offers the same on to them once for all readers. A kind of page is its address without ids.
 */
final class Walk {

    private static final int PHONE = 360; // pixels
    private static final int LAPTOP = 1280; // pixels
    private static final int MOST_PAGES = 150;
    private static final int OTHERS_OF_A_KIND = 2;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final Pattern TOKEN = Pattern.compile("(/r/[a-z-]+/|/one-time/)[A-Za-z0-9_-]{20,}");
    private static final Pattern NUMBER = Pattern.compile("(?<=/)\\d+(?=/|$)");
    private static final Pattern VALUE = Pattern.compile("=[^&]*");
    private static final Pattern DOWNLOAD =
            Pattern.compile("(/export|/pdf|\\.(ics|pdf|docx|csv|xml|json|html))(\\?.*)?$");

    /** What only a machine would write: a moment of ISO 8601, a key of a text, an id, a value that is not there. */
    private static final Pattern RAW = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d)?|\\?\\?[\\w.-]+\\?\\?|"
                    + "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\\bnull\\b|\\bundefined\\b|\\b[a-z]+(_[a-z]+)+\\b|\\b[A-Z]+(_[A-Z]+)+\\b");

    /** Where the words of machines are what a reader came for. */
    private static final Set<String> FOR_MACHINISTS = Set.of("/dead-letters");

    private static final String READ = """
            () => ({
              title: document.title,
              h1: String(document.querySelectorAll('h1').length),
              main: String(document.querySelectorAll('main').length),
              text: [...document.body.querySelectorAll('*')]
                .filter(e => !['SCRIPT', 'STYLE', 'CODE', 'INPUT', 'TEXTAREA', 'SVG'].includes(e.tagName))
                .flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()))
                .filter(t => t).join('\\n'),
              links: [...document.querySelectorAll('a[href]')].map(a => a.href).join('\\n'),
              inside: [...document.querySelectorAll('main a[href]')].map(a => a.getAttribute('href')).join('\\n'),
              forms: [...document.querySelectorAll('main form')].map(f => f.getAttribute('action')).join('\\n')
            })""";

    /** Tables that are wider than their place; the schedule's grid of many rooms may be. */
    private static final String CUT_OFF = """
            () => [...document.querySelectorAll('main .scroll')]
              .filter(e => e.scrollWidth > e.clientWidth && !e.querySelector('.plan'))
              .map(e => e.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60))""";

    private final Browser browser;
    private final String gateway;
    private final Set<String> lookedAt = new HashSet<>();
    private final Set<String> kinds = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private int pages;

    Walk(Browser browser, String gateway) {
        this.browser = browser;
        this.gateway = gateway;
    }

    /** What was found wrong, one line each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The kinds of pages that were seen. */
    Set<String> kinds() {
        return Set.copyOf(kinds);
    }

    int pages() {
        return pages;
    }

    /** From here, wherever links lead. */
    void from(String reader, String... starts) {
        Deque<String> open = new ArrayDeque<>(List.of(starts));
        Map<String, Integer> visited = new HashMap<>();
        Map<String, String> titles = new HashMap<>();
        Set<String> known = new HashSet<>(open);
        List<String> others = new ArrayList<>();
        int seen = 0;
        while (!open.isEmpty()) {
            String path = open.removeFirst();
            String kind = kind(path);
            int before = visited.merge(kind, 1, Integer::sum);
            if (DOWNLOAD.matcher(path).find() || before > 1) {
                if (before <= 1 + OTHERS_OF_A_KIND) {
                    others.add(path);
                }
                continue;
            }
            if (++seen > MOST_PAGES) {
                problems.add(reader + ": more than " + MOST_PAGES + " kinds of pages; is " + kind + " one?");
                return;
            }
            for (String next : look(reader, path, titles)) {
                if (known.add(next)) {
                    open.addLast(next);
                }
            }
        }
        browser.statuses(others).forEach((path, status) -> {
            if (status != 200) {
                problems.add("%s is shown %s, which answers %d".formatted(reader, path, status));
            }
        });
    }

    /** One page that no link leads to, such as one from a mail; this name tells it from others of its kind. */
    void at(String reader, String path, String name) {
        browser.go(path);
        inspect(reader, path, name, new HashMap<>());
    }

    /** What the browser shows just now, such as the answer to a form. */
    void here(String reader, String name) {
        inspect(reader, URI.create(browser.page.url()).getPath(), name, new HashMap<>());
    }

    private Set<String> look(String reader, String path, Map<String, String> titles) {
        Response response = browser.go(path);
        if (response == null || response.status() != 200) {
            problems.add("%s is shown %s, which answers %s"
                    .formatted(reader, path, response == null ? "nothing" : response.status()));
            return Set.of();
        }
        return inspect(reader, path, kind(path), titles);
    }

    @SuppressWarnings("unchecked")
    private Set<String> inspect(String reader, String path, String kind, Map<String, String> titles) {
        pages++;
        kinds.add(kind);
        String where = reader + " at " + path;
        Map<String, String> page = (Map<String, String>) browser.page.evaluate(READ);
        browser.troubles().forEach(trouble -> problems.add(where + ": " + trouble));
        if (!page.getOrDefault("h1", "").equals("1")
                || !page.getOrDefault("main", "").equals("1")) {
            problems.add(where + ": there is not exactly one h1 and one main");
        }
        String title = page.getOrDefault("title", "");
        String plain = path.replaceAll("\\?.*", "");
        String other = titles.putIfAbsent(title, plain);
        if (title.isBlank() || (other != null && !other.equals(plain))) {
            problems.add("%s: the title \"%s\" is that of %s too".formatted(where, title, other));
        }
        if (!FOR_MACHINISTS.contains(kind)) {
            Matcher raw = RAW.matcher(page.getOrDefault("text", ""));
            while (raw.find()) {
                problems.add(where + ": nobody says \"" + raw.group() + "\"");
            }
        }
        see(
                where,
                kind.replaceAll("\\?.*", ""),
                page.getOrDefault("forms", "") + "\n" + page.getOrDefault("inside", ""));
        return links(page.getOrDefault("links", ""));
    }

    /** Two widths; two schemes of colours, once for a kind of page: whether colours can be told apart hangs on neither. */
    private void see(String where, String kind, String offers) {
        Set<String> kindsOffered = new TreeSet<>();
        for (String offered : offers.split("\n")) {
            kindsOffered.add(kind(offered).replaceAll("[?#].*", ""));
        }
        boolean first = lookedAt.stream().noneMatch(other -> other.startsWith(kind + " "));
        boolean alike = !lookedAt.add(kind + " " + kindsOffered);
        browser.as(PHONE, ColorScheme.LIGHT);
        int overflow = browser.overflow(PHONE);
        if (overflow > 0) {
            problems.add("%s: is %d px wider than a phone".formatted(where, overflow));
        }
        if (!alike) {
            String name = name(kind);
            browser.picture(name + "-" + PHONE);
            if (first) {
                accessible(where + ", phone");
                browser.as(LAPTOP, ColorScheme.DARK);
                accessible(where + ", dark", "color-contrast", "link-in-text-block");
            }
            browser.as(LAPTOP, ColorScheme.LIGHT);
            browser.picture(name + "-" + LAPTOP);
            accessible(where);
            for (Object hidden : (List<?>) browser.page.evaluate(CUT_OFF)) {
                problems.add("%s: a laptop does not show the whole of \"%s\"".formatted(where, hidden));
            }
        }
        browser.as(LAPTOP, ColorScheme.LIGHT);
    }

    private String name(String kind) {
        String slug = "page"
                + kind.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT).replaceAll("-$", "");
        long same =
                lookedAt.stream().filter(other -> other.startsWith(kind + " ")).count();
        return same == 1 ? slug : slug + "-" + same;
    }

    private void accessible(String where, String... rules) {
        Accessibility.violations(browser.page, rules).forEach(found -> problems.add(where + ": " + found));
    }

    private Set<String> links(String hrefs) {
        Set<String> links = new LinkedHashSet<>();
        for (String href : hrefs.split("\n")) {
            if (href.startsWith(gateway + "/")) {
                links.add(href.substring(gateway.length()).replaceAll("#.*", ""));
            }
        }
        links.removeIf(link -> link.startsWith("/signin") || link.isBlank());
        return links;
    }

    /** The address without what tells one thing from another of its kind. */
    private static String kind(String path) {
        String kind = ID.matcher(path).replaceAll("{id}");
        kind = TOKEN.matcher(kind).replaceAll("$1{token}");
        kind = NUMBER.matcher(kind).replaceAll("{n}");
        kind = kind.replaceAll("/congress/[^/]+/", "/congress/{key}/");
        return VALUE.matcher(kind).replaceAll("");
    }
}
