package org.crimealliance.identity;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Just enough of a browser: cookies, forms with their CSRF field, no redirects of its own. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String address;
    final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrf = "";
    String userAgent = "invented";

    Browser(int port) {
        this(port, "127.0.0.1");
    }

    /** @param address where the gateway says that it is */
    Browser(int port, String address) {
        this.base = "http://127.0.0.1:" + port;
        this.address = address;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    HttpResponse<String> submit(String path, Map<String, String> fields) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putIfAbsent("_csrf", csrf);
        return post(path, "application/x-www-form-urlencoded", form(all));
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Of the form that was seen last. */
    String csrf() {
        return csrf;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI address(String path) {
        return URI.create(path.startsWith("http") ? path : base + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        request.header("X-Forwarded-For", address);
        request.header("User-Agent", userAgent);
        request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("set-cookie").forEach(this::keep);
        Matcher field = CSRF.matcher(response.body());
        if (field.find()) {
            csrf = field.group(1);
        }
        return response;
    }

    private void keep(String header) {
        String pair = header.substring(0, header.indexOf(';') < 0 ? header.length() : header.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty()) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
