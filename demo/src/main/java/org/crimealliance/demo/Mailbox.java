package org.crimealliance.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All mail that the platform has sent, as the catcher of the local stack holds it. A mail is fetched once and kept. */
public final class Mailbox {

    private static final Pattern LINK = Pattern.compile("/r/([a-z-]+)/([A-Za-z0-9_-]{20,})");

    private static final int IN_FLIGHT = 100; // more than any sender has under way at once

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^>]+>)");

    /** A mail as it was caught; {@code attachments} are file names. */
    public record Mail(String id, String messageId, String to, String subject, String text, List<String> attachments) {

        /** The token of the personal link for this purpose, as a reader would click it. */
        public Optional<String> token(String purpose) {
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (link.group(1).equals(purpose)) {
                    return Optional.of(link.group(2));
                }
            }
            return Optional.empty();
        }
    }

    private final URI page;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, Mail> known = new LinkedHashMap<>();
    private long last;

    public Mailbox(URI page) {
        this.page = page;
    }

    /**
     * All mails so far, in the order of arrival, as their readers see them: a mail that a sender's crash in the act of sending
     * brought twice has the same Message-ID, and a mail program shows it once. How often that was, {@link #caught} tells.
     */
    public List<Mail> all() {
        Map<String, Mail> distinct = new LinkedHashMap<>();
        caught().forEach(mail -> distinct.putIfAbsent(mail.messageId() + " " + mail.to(), mail));
        return List.copyOf(distinct.values());
    }

    /** All mails as the server took them. */
    public synchronized List<Mail> caught() {
        // mails that arrive together may be listed out of their numbers' order: a few are looked at again
        String next = id(Math.max(0, last - IN_FLIGHT));
        do {
            JsonNode page = json("/mails?limit=1000&after=" + next);
            for (JsonNode item : Json.items(page, "items")) {
                String id = Json.text(item, "id");
                if (!known.containsKey(id)) {
                    known.put(id, read(json("/mails/" + id + ".json")));
                    last = Math.max(last, Long.parseLong(id));
                }
            }
            next = Json.text(page, "next");
        } while (!next.isEmpty());
        return List.copyOf(known.values());
    }

    private static String id(long number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    /** How many have arrived by now. */
    public int count() {
        return all().size();
    }

    /** Those that arrived after the first {@code mark}. */
    public List<Mail> since(int mark) {
        List<Mail> all = all();
        return all.subList(Math.min(mark, all.size()), all.size());
    }

    /** Those with a personal link for this purpose, the newest for each recipient. */
    public Map<String, Mail> withLink(String purpose, int mark) {
        return since(mark).stream()
                .filter(mail -> mail.token(purpose).isPresent())
                .collect(Collectors.toMap(Mail::to, mail -> mail, (older, newer) -> newer, LinkedHashMap::new));
    }

    /** How many mails there are once none has arrived for three seconds. */
    public int settled() {
        int before = -1;
        while (before != count()) {
            before = count();
            Patience.pause(Duration.ofSeconds(3));
        }
        return before;
    }

    /** The mail as it came over the wire. */
    public byte[] raw(String id) {
        return fetch("/mails/" + id + ".eml");
    }

    private Mail read(JsonNode item) {
        List<String> attachments = new ArrayList<>();
        for (JsonNode attachment : Json.items(item, "attachments")) {
            attachments.add(Json.text(attachment, "fileName"));
        }
        String id = Json.text(item, "id");
        Matcher messageId = MESSAGE_ID.matcher(new String(raw(id), StandardCharsets.ISO_8859_1));
        return new Mail(
                id,
                messageId.find() ? messageId.group(1) : id,
                Json.text(item, "to").toLowerCase(Locale.ROOT),
                Json.text(item, "subject"),
                Json.text(item, "text"),
                List.copyOf(attachments));
    }

    private JsonNode json(String path) {
        return Json.MAPPER.readTree(new String(fetch(path), StandardCharsets.UTF_8));
    }

    private byte[] fetch(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(page.resolve(path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("caught mail " + path + ": status " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("the page of caught mail does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
