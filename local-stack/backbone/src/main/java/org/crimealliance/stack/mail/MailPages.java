package org.crimealliance.stack.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages and JSON about caught mails.
 *
 * <ul>
 *   <li>{@code GET /}: the list, newest first; {@code ?q=} part of recipient or subject
 *   <li>{@code GET /mails?to=&subject=&after=&limit=}: {@code {"items": [{id, from, to, subject, date}], "next", "total"}} in
 *       the order of arrival; {@code to} is a whole address, {@code subject} a part, both whatever the case
 *   <li>{@code GET /mails/{id}}: the mail as a page, {@code .json} as data, {@code .eml} as it came
 *   <li>{@code GET /mails/{id}/attachments/{n}}: what is attached, always as a download
 * </ul>
 */
final class MailPages implements AutoCloseable {

    private static final int PAGE = 200;
    private static final int LIMIT = 10_000;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)\\]]");
    private static final Pattern PATH = Pattern.compile("/mails/(\\d+)(?:(\\.eml|\\.json)|/attachments/(\\d{1,3}))?");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 70rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8888; vertical-align: top; overflow-wrap: anywhere; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8888; padding: 1rem; }
            input, button { font: inherit; padding: .3rem .6rem; }
            """;

    private final CaughtMails mails;
    private final HttpServer server;

    private MailPages(CaughtMails mails, HttpServer server) {
        this.mails = mails;
        this.server = server;
    }

    static MailPages start(CaughtMails mails, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        MailPages pages = new MailPages(mails, server);
        server.createContext("/", pages::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return pages;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What goes back. */
    private record Answer(
            int status,
            String mediaType,
            byte[] body,
            @Nullable String downloadAs) {
        Answer(int status, String mediaType, String body) {
            this(status, mediaType, body.getBytes(StandardCharsets.UTF_8), null);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (IllegalArgumentException malformed) {
                answer = new Answer(400, "text/plain", "Malformed request\n");
            }
            var headers = exchange.getResponseHeaders();
            headers.set(
                    "Content-Type", answer.mediaType + (answer.mediaType.startsWith("text/") ? "; charset=utf-8" : ""));
            headers.set(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-store");
            if (answer.downloadAs != null) {
                headers.set("Content-Disposition", disposition(answer.downloadAs));
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status, head || answer.body.length == 0 ? -1 : answer.body.length);
            if (!head && answer.body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(answer.body);
                }
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
            return new Answer(
                    421, "text/plain", "This page is only at 127.0.0.1\n"); // a name that was bent to loopback
        }
        if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            return new Answer(405, "text/plain", "Only GET\n");
        }
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        Matcher one = PATH.matcher(path);
        if (path.equals("/")) {
            return new Answer(200, "text/html", list(query));
        }
        if (path.equals("/style.css")) {
            return new Answer(200, "text/css", STYLE);
        }
        if (path.equals("/mails")) {
            return new Answer(200, "application/json", json(query));
        }
        if (one.matches()) {
            Optional<CaughtMail> mail = mails.find(one.group(1));
            if (mail.isPresent()) {
                return mail(mail.get(), one.group(2), one.group(3));
            }
        }
        return new Answer(404, "text/plain", "Not found\n");
    }

    private Answer mail(CaughtMail mail, @Nullable String ending, @Nullable String attachment) throws IOException {
        Path file = mails.file(mail);
        byte[] source = Files.readAllBytes(file);
        if (".eml".equals(ending)) {
            return new Answer(200, "message/rfc822", source, mail.id() + ".eml");
        }
        ParsedMail parsed = ParsedMail.of(source);
        if (attachment != null) {
            int index = Integer.parseInt(attachment);
            if (index >= parsed.attachments().size()) {
                return new Answer(404, "text/plain", "Not found\n");
            }
            ParsedMail.Attachment wanted = parsed.attachments().get(index);
            return new Answer(200, "application/octet-stream", wanted.content(), wanted.fileName());
        }
        if (".json".equals(ending)) {
            return new Answer(200, "application/json", JSON.writeValueAsString(details(mail, parsed)));
        }
        return new Answer(200, "text/html", page(mail, parsed));
    }

    private String json(Map<String, String> query) {
        int limit = Math.clamp(Integer.parseInt(query.getOrDefault("limit", "1000")), 1, LIMIT);
        String to = query.getOrDefault("to", "");
        String subject = query.getOrDefault("subject", "").toLowerCase(Locale.ROOT);
        Stream<CaughtMail> from =
                query.containsKey("after") ? mails.after(query.get("after")).stream() : mails.all().stream();
        List<CaughtMail> found = from.filter(mail -> to.isEmpty() || mail.to().equalsIgnoreCase(to))
                .filter(mail -> mail.subject().toLowerCase(Locale.ROOT).contains(subject))
                .toList();
        List<Map<String, Object>> items = new ArrayList<>();
        found.stream().limit(limit).forEach(mail -> items.add(summary(mail)));
        Map<String, Object> answer = new java.util.LinkedHashMap<>();
        answer.put("items", items);
        if (found.size() > limit) {
            answer.put("next", found.get(limit - 1).id());
        }
        answer.put("total", found.size());
        return JSON.writeValueAsString(answer);
    }

    private static Map<String, Object> summary(CaughtMail mail) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        fields.put("id", mail.id());
        fields.put("from", mail.from());
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("date", mail.date().toString());
        return fields;
    }

    private static Map<String, Object> details(CaughtMail mail, ParsedMail parsed) {
        Map<String, Object> fields = summary(mail);
        fields.put("text", parsed.text());
        fields.put("html", parsed.html());
        fields.put(
                "attachments",
                parsed.attachments().stream()
                        .map(attachment -> Map.of(
                                "index", attachment.index(),
                                "fileName", attachment.fileName(),
                                "mediaType", attachment.mediaType(),
                                "base64", Base64.getEncoder().encodeToString(attachment.content())))
                        .toList());
        return fields;
    }

    private String list(Map<String, String> query) {
        String wanted = query.getOrDefault("q", "").strip();
        String part = wanted.toLowerCase(Locale.ROOT);
        String before = query.getOrDefault("before", "");
        List<CaughtMail> found = mails.newestFirst().stream()
                .filter(mail -> before.isEmpty() || mail.id().compareTo(before) < 0)
                .filter(mail -> (mail.to() + " " + mail.subject())
                        .toLowerCase(Locale.ROOT)
                        .contains(part))
                .limit(PAGE + 1L)
                .toList();
        StringBuilder page = new StringBuilder(head("Caught mail"));
        page.append("<h1>Caught mail</h1><p>")
                .append(mails.all().size())
                .append(" mails; none has left this machine.</p><form><label>Recipient or subject ")
                .append("<input name=\"q\" maxlength=\"200\" value=\"")
                .append(escaped(wanted))
                .append("\"></label> <button>Show</button></form>");
        page.append("<table><thead><tr><th scope=\"col\">Date (UTC)</th><th scope=\"col\">To</th>")
                .append("<th scope=\"col\">Subject</th></tr></thead><tbody>");
        for (CaughtMail mail : found.stream().limit(PAGE).toList()) {
            page.append("<tr><td>")
                    .append(DATE.format(mail.date()))
                    .append("</td><td>")
                    .append(escaped(mail.to()))
                    .append("</td><td><a href=\"/mails/")
                    .append(mail.id())
                    .append("\">")
                    .append(escaped(mail.subject().isBlank() ? "(no subject)" : mail.subject()))
                    .append("</a></td></tr>");
        }
        page.append("</tbody></table>");
        if (found.size() > PAGE) {
            page.append("<p><a href=\"/?before=")
                    .append(found.get(PAGE - 1).id())
                    .append("&amp;q=")
                    .append(escaped(java.net.URLEncoder.encode(wanted, StandardCharsets.UTF_8)))
                    .append("\">Older</a></p>");
        }
        return page.append("</main></body></html>").toString();
    }

    private static String page(CaughtMail mail, ParsedMail parsed) {
        StringBuilder page = new StringBuilder(head(mail.subject()));
        page.append("<p><a href=\"/\">All mails</a></p><h1>")
                .append(escaped(mail.subject()))
                .append("</h1><p>From ")
                .append(escaped(mail.from()))
                .append(" to ")
                .append(escaped(mail.to()))
                .append(", ")
                .append(DATE.format(mail.date()))
                .append(" UTC. <a href=\"/mails/")
                .append(mail.id())
                .append(".eml\">As it came (.eml)</a></p>");
        if (!parsed.attachments().isEmpty()) {
            page.append("<h2>Attachments</h2><ul>");
            for (ParsedMail.Attachment attachment : parsed.attachments()) {
                page.append("<li><a href=\"/mails/")
                        .append(mail.id())
                        .append("/attachments/")
                        .append(attachment.index())
                        .append("\">")
                        .append(escaped(attachment.fileName()))
                        .append("</a> (")
                        .append(escaped(attachment.mediaType()))
                        .append(", ")
                        .append(attachment.content().length)
                        .append(" bytes)</li>");
            }
            page.append("</ul>");
        }
        if (!parsed.text().isEmpty()) {
            page.append("<h2>Text</h2><pre>").append(linked(parsed.text())).append("</pre>");
        }
        if (!parsed.html().isEmpty()) {
            page.append("<h2>HTML, as source</h2><pre>")
                    .append(escaped(parsed.html()))
                    .append("</pre>");
        }
        return page.append("</main></body></html>").toString();
    }

    private static String head(String title) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                + "</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body><main>";
    }

    /** Escaped, with addresses of the web as links. */
    private static String linked(String text) {
        StringBuilder out = new StringBuilder();
        Matcher link = LINK.matcher(text);
        int from = 0;
        while (link.find()) {
            String address = escaped(link.group());
            out.append(escaped(text.substring(from, link.start())))
                    .append("<a rel=\"noopener noreferrer\" href=\"")
                    .append(address)
                    .append("\">")
                    .append(address)
                    .append("</a>");
            from = link.end();
        }
        return out.append(escaped(text.substring(from))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String disposition(String fileName) {
        String plain = fileName.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = java.net.URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    private static boolean isOurs(@Nullable String host) {
        return host != null && host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }
}
