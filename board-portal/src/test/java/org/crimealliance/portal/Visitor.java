package org.crimealliance.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crimealliance.portal.stub.GatewayStub;
import org.jspecify.annotations.Nullable;

/** A browser without script: cookies, redirects, forms with their hidden inputs. */
final class Visitor {

    record Page(int status, String path, String html, HttpResponse<String> response) {

        String text() {
            return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("name=\"_once\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new HashMap<>();
    private final String portal;
    private @Nullable String address;
    private String token = "";
    private String key = "";

    Visitor(int port) {
        this.portal = "http://127.0.0.1:" + port;
    }

    /** The same browser, met through the gateway at this address. */
    Visitor from(String network) {
        address = network;
        return this;
    }

    /** The same browser at another portal. */
    Visitor at(int port) {
        Visitor there = new Visitor(port);
        there.cookies.putAll(cookies);
        there.address = address;
        there.token = token;
        there.key = key;
        return there;
    }

    /** Signs in by the whole flow of OpenID Connect, against the stub. */
    static Visitor signedIn(int port, GatewayStub gateway, String... offices) {
        gateway.signInAs(offices);
        Visitor visitor = new Visitor(port);
        Page page = visitor.get("/signin/alliance");
        if (page.status() != 200) {
            throw new AssertionError("not signed in: " + page.status() + " " + page.text());
        }
        return visitor;
    }

    Page get(String path) {
        return follow(send(request(portal + path).GET(), portal + path), portal + path);
    }

    /** As a browser loads it: packed, if it can be. */
    HttpResponse<byte[]> packed(String path) {
        return send(
                request(portal + path).header("Accept-Encoding", "gzip").GET(),
                HttpResponse.BodyHandlers.ofByteArray(),
                portal + path);
    }

    Page getWith(String path, String header, String value) {
        HttpResponse<String> response =
                send(request(portal + path).header(header, value).GET(), portal + path);
        return page(response, portal + path);
    }

    /** Fills in a form of the page that was seen last. */
    Page post(String path, String... namesAndValues) {
        List<String> fields = new ArrayList<>(List.of(namesAndValues));
        fields.add("_csrf");
        fields.add(token);
        fields.add("_once");
        fields.add(key);
        return postFromHere(path, fields.toArray(String[]::new));
    }

    /** As a form of the portal's own page, with whatever token is given. */
    Page postFromHere(String path, String... namesAndValues) {
        return send(path, request(portal + path).header("Sec-Fetch-Site", "same-origin"), namesAndValues);
    }

    /** The hidden key of the page that was seen last. */
    String key() {
        return key;
    }

    void lose(String cookie) {
        cookies.remove(cookie);
    }

    /** Fills in a form: one {@code name=value} a line. */
    Page type(String path, String lines) {
        return post(
                path,
                lines.lines().flatMap(line -> Stream.of(line.split("=", 2))).toArray(String[]::new));
    }

    Page postWithoutToken(String path, String... namesAndValues) {
        return send(path, request(portal + path), namesAndValues);
    }

    private Page send(String path, HttpRequest.Builder to, String... namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
        }
        HttpRequest.Builder request = to.header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
        return follow(send(request, portal + path), portal + path);
    }

    Page upload(String path, String fileName, String content) {
        String boundary = "b0undary";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        HttpRequest.Builder request = request(portal + path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return follow(send(request, portal + path), portal + path);
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    boolean holdsCookie(String name) {
        return cookies.containsKey(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String page) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page));
        if (address != null) {
            request.header("X-Forwarded-For", address);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String address) {
        return send(request, HttpResponse.BodyHandlers.ofString(), address);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body, String address) {
        try {
            HttpResponse<T> response = client.send(request.build(), body);
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Page follow(HttpResponse<String> response, String address) {
        HttpResponse<String> last = response;
        String at = address;
        for (int hops = 0; last.statusCode() / 100 == 3 && hops < 10; hops++) {
            URI next =
                    URI.create(at).resolve(last.headers().firstValue("Location").orElseThrow());
            // the portal's public address is the gateway's; here it is met at its own port
            at = next.getPort() == 1 ? portal + next.getRawPath() + query(next) : next.toString();
            last = send(request(at).GET(), at);
        }
        return page(last, at);
    }

    private static String query(URI address) {
        return address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    }

    private Page page(HttpResponse<String> response, String at) {
        Matcher found = TOKEN.matcher(response.body());
        if (found.find()) {
            token = found.group(1);
        }
        Matcher page = KEY.matcher(response.body());
        if (page.find()) {
            key = page.group(1);
        }
        return new Page(response.statusCode(), at.replace(portal, ""), response.body(), response);
    }
}
