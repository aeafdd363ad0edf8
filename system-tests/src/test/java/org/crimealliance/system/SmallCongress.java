package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crimealliance.demo.Api;
import org.crimealliance.demo.Mailbox.Mail;

/** A congress of three days with one room and one channel: eight places, one seat on site. */
final class SmallCongress {

    static final int PLACES_OF_A_MODE = 4;

    private final TestPlatform platform;
    private final String key;
    private final String congressId;

    private SmallCongress(TestPlatform platform, String key, String congressId) {
        this.platform = platform;
        this.key = key;
        this.congressId = congressId;
    }

    static SmallCongress open(TestPlatform platform, String key, LocalDate firstDay) {
        Map<String, Object> rules = Map.ofEntries(
                Map.entry("key", key),
                Map.entry("name", "Small Congress " + firstDay.getYear() + ", Kyoto"),
                Map.entry("city", "Kyoto"),
                Map.entry("country", "JP"),
                Map.entry("zone", "Asia/Tokyo"),
                Map.entry("firstDay", firstDay.toString()),
                Map.entry("lastDay", firstDay.plusDays(2).toString()),
                Map.entry("fullDaySlots", List.of(slot("09:00", "10:15"), slot("14:00", "15:15"))),
                Map.entry(
                        "halfDaySlots",
                        Map.of(
                                "first", List.of(slot("14:00", "15:15")),
                                "last", List.of(slot("09:00", "10:15")))),
                Map.entry("hybridRooms", List.of(Map.of("name", "Room 1", "capacity", 60))),
                Map.entry("virtualChannels", List.of("Channel 1")),
                Map.entry("onsiteSeats", 1));
        return new SmallCongress(
                platform,
                key,
                text(platform.api.post("congress-manager", "/api/congress/congresses", rules), "congressId"));
    }

    /** One that was set up elsewhere, by the same rules. */
    static SmallCongress at(TestPlatform platform, String key, String congressId) {
        return new SmallCongress(platform, key, congressId);
    }

    private static Map<String, String> slot(String start, String end) {
        return Map.of("start", start, "end", end);
    }

    String api() {
        return "/api/congress/congresses/" + congressId;
    }

    /** As many accepted meetings as there are places, one of each mode more, and one whose organiser stays silent. */
    static String csv(String key) {
        StringBuilder rows =
                new StringBuilder("code,title,organisation,organisationId,contactName,contactEmail,mode,region,"
                        + "theme,appliedAt,people,audienceZone,unavailable\r\n");
        for (int i = 1; i <= 2 * (PLACES_OF_A_MODE + 1) + 1; i++) {
            rows.append("AM-%1$03d,What works in town %1$d,Forum %1$d,ORG-%1$d,Organiser %1$d,%2$s,%3$s,Africa,youth,"
                            .formatted(i, organiser(key, i), i % 2 == 0 ? "hybrid" : "virtual")
                    + "2019-10-01T10:%1$02d:00Z,P-%1$d|Speaker %1$d|speaker,Africa/Nairobi,\r\n".formatted(i));
        }
        return rows.toString();
    }

    static String organiser(String key, int number) {
        return "organiser." + number + "." + key + "@example.org";
    }

    void importMeetings() {
        platform.api.upload(
                "congress-manager",
                api() + "/ancillary-imports?preview=false",
                "accepted.csv",
                csv(key).getBytes(UTF_8));
    }

    /** Asks the organisers, and returns when each has the mail with the link. */
    void ask(Instant deadline) {
        String campaign = text(
                platform.api.post("congress-manager", api() + "/campaigns", Map.of("deadline", deadline.toString())),
                "campaignId");
        platform.api.post("congress-manager", "/api/congress/campaigns/" + campaign + "/start", Map.of());
        mail("reconfirm", organiser(key, 2 * (PLACES_OF_A_MODE + 1) + 1));
    }

    /** All reconfirm but the first, which declines, and the last, which says nothing. */
    void answer() {
        IntStream.rangeClosed(1, 2 * (PLACES_OF_A_MODE + 1))
                .forEach(i -> platform.api.post(
                        Api.PUBLIC,
                        "/api/congress/reconfirmations/" + token("reconfirm", organiser(key, i)),
                        Map.of("answer", i == 1 ? "decline" : "reconfirm")));
    }

    void selectAndSchedule() {
        platform.api.post("congress-manager", api() + "/selection", Map.of());
        platform.api.post("congress-manager", api() + "/schedule", Map.of());
        await().atMost(Duration.ofSeconds(90))
                .until(() -> text(platform.api.get("congress-manager", api() + "/schedule"), "state")
                        .equals("ready"));
    }

    void publish() {
        platform.api.post("congress-manager", api() + "/programme/publication", Map.of());
    }

    String participant(String name) {
        return name + "." + key + "@example.org";
    }

    void register(String name) {
        platform.api.post(
                Api.PUBLIC,
                api() + "/registrations",
                Map.of(
                        "name",
                        "Participant " + name,
                        "email",
                        participant(name),
                        "country",
                        "KE",
                        "seat",
                        "onsite",
                        "consent",
                        true));
    }

    void confirm(String name) {
        platform.api.post(
                Api.PUBLIC,
                "/api/congress/registration-confirmations/" + token("register", participant(name)),
                Map.of());
    }

    /** The seat that this participant holds goes to the first who waits, as an offer by mail. */
    void cancel(String name) {
        String registration = platform.api.all("congress-manager", api() + "/registrations").stream()
                .filter(one -> one.toString().contains(participant(name)))
                .map(one -> text(one, "registrationId"))
                .findFirst()
                .orElseThrow();
        platform.api.post(
                "congress-manager", "/api/congress/registrations/" + registration + "/cancellation", Map.of());
    }

    /** The token of the personal link for this purpose in the newest mail to this address; waits for the mail. */
    String token(String purpose, String address) {
        return mail(purpose, address).token(purpose).orElseThrow();
    }

    private Mail mail(String purpose, String address) {
        return platform.mailWithLink(purpose, address);
    }
}
