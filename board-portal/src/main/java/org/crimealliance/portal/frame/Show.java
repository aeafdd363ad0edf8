package org.crimealliance.portal.frame;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.platform.money.MoneyText;
import org.crimealliance.platform.time.ZoneNames;
import org.crimealliance.platform.web.UploadLimits;
import org.crimealliance.portal.session.PortalSettings;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/** How dates, times, money and states are written; {@code show} in the templates. */
@Component
public class Show {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final Map<String, String> TONES = Map.ofEntries(
            Map.entry("active", "good"),
            Map.entry("admitted", "good"),
            Map.entry("confirmed", "good"),
            Map.entry("held", "good"),
            Map.entry("approved", "good"),
            Map.entry("finished", "good"),
            Map.entry("paid", "good"),
            Map.entry("sent", "good"),
            Map.entry("reconfirmed", "good"),
            Map.entry("placed", "good"),
            Map.entry("settled", "good"),
            Map.entry("ready", "good"),
            Map.entry("passed", "good"),
            Map.entry("yes", "good"),
            Map.entry("present", "good"),
            Map.entry("replayed", "good"),
            Map.entry("failed", "bad"),
            Map.entry("bounced", "bad"),
            Map.entry("complained", "bad"),
            Map.entry("rejected", "bad"),
            Map.entry("cancelled", "bad"),
            Map.entry("declined", "bad"),
            Map.entry("undeliverable", "bad"),
            Map.entry("overdue", "bad"),
            Map.entry("not-quorate", "bad"),
            Map.entry("no", "bad"),
            Map.entry("dead", "bad"),
            Map.entry("parked", "bad"),
            Map.entry("open", "wait"),
            Map.entry("applied", "wait"),
            Map.entry("deferred", "wait"),
            Map.entry("previewed", "wait"),
            Map.entry("issuing", "wait"),
            Map.entry("stopped", "wait"),
            Map.entry("tentative", "wait"),
            Map.entry("waiting", "wait"),
            Map.entry("pending", "wait"),
            Map.entry("offered", "wait"),
            Map.entry("sending", "wait"),
            Map.entry("draft", "wait"),
            Map.entry("circulated", "wait"),
            Map.entry("solving", "wait"),
            Map.entry("invited", "wait"),
            Map.entry("running", "wait"),
            Map.entry("in-session", "wait"),
            Map.entry("apology", "wait"),
            Map.entry("partly-paid", "wait"));

    private final ZoneId zone;
    private final Clock clock;
    private final MessageSource messages;
    private final UploadLimits uploads;

    Show(PortalSettings settings, Clock clock, MessageSource messages, UploadLimits uploads) {
        this.zone = settings.zone();
        this.clock = clock;
        this.messages = messages;
        this.uploads = uploads;
    }

    /** Of a file with a list; 50 MB. */
    public String largestImport() {
        return UploadLimits.words(uploads.importLimit());
    }

    public long largestImportBytes() {
        return uploads.importLimit().toBytes();
    }

    public LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    public ZoneId zone() {
        return zone;
    }

    public String date(@Nullable LocalDate date) {
        return date == null ? "" : DATE.format(date);
    }

    public String date(@Nullable Instant at) {
        return at == null ? "" : DATE.format(at.atZone(zone));
    }

    public String moment(@Nullable Instant at) {
        return moment(at, zone);
    }

    public String moment(@Nullable Instant at, ZoneId in) {
        return at == null ? "" : DATE.format(at.atZone(in)) + ", " + TIME.format(at.atZone(in));
    }

    public String time(@Nullable Instant at, ZoneId in) {
        return at == null ? "" : TIME.format(at.atZone(in));
    }

    public String weekday(LocalDate date) {
        return WEEKDAY.format(date);
    }

    public String shortDay(LocalDate date) {
        return SHORT_DAY.format(date);
    }

    /** 7 December 2020, 15:30–17:00; over midnight with both dates. */
    public String span(@Nullable Instant start, @Nullable Instant end, ZoneId in) {
        if (start == null || end == null) {
            return moment(start, in);
        }
        LocalDateTime from = LocalDateTime.ofInstant(start, in);
        LocalDateTime to = LocalDateTime.ofInstant(end, in);
        return from.toLocalDate().equals(to.toLocalDate())
                ? moment(start, in) + "–" + TIME.format(to)
                : moment(start, in) + " – " + moment(end, in);
    }

    /** DEC, for the leaf of a calendar. */
    public String month(@Nullable Instant at, ZoneId in) {
        return at == null
                ? ""
                : DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH)
                        .format(at.atZone(in))
                        .toUpperCase(Locale.ROOT);
    }

    public String dayOfMonth(@Nullable Instant at, ZoneId in) {
        return at == null ? "" : String.valueOf(at.atZone(in).getDayOfMonth());
    }

    public @Nullable LocalDate day(@Nullable Instant at, ZoneId in) {
        return at == null ? null : LocalDate.ofInstant(at, in);
    }

    /** {@code Europe/Vienna} is Vienna to a reader. */
    public String city(@Nullable ZoneId in) {
        return ZoneNames.shown(in == null ? zone : in);
    }

    /** The amount alone: the currency stands once, at the column's head. */
    public String amount(@Nullable Money money) {
        return money == null ? "" : MoneyText.amount(money);
    }

    public String money(@Nullable Money money) {
        return money == null ? "" : MoneyText.of(money);
    }

    public String number(long number) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(number);
    }

    /** The word for a state, a category or another value of a service; an unknown one is shown as it came. */
    public String word(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return "–";
        }
        try {
            return messages.getMessage("word." + value, null, Locale.ENGLISH);
        } catch (NoSuchMessageException e) {
            return value;
        }
    }

    /** What somebody answered by a link, as they would say it. */
    public String answer(@Nullable String value) {
        return String.valueOf(messages.getMessage("answer." + value, null, word(value), Locale.ENGLISH));
    }

    /** What kind of mail a template of the notification service makes. */
    public String mail(@Nullable String template) {
        if (template == null || template.isBlank()) {
            return "–";
        }
        return String.valueOf(
                messages.getMessage("mail." + template, null, template.replace('-', ' '), Locale.ENGLISH));
    }

    /** An invoice that is open after its day is overdue. */
    public String payment(@Nullable String state, @Nullable LocalDate dueOn) {
        boolean late =
                dueOn != null && dueOn.isBefore(today()) && ("open".equals(state) || "partly-paid".equals(state));
        return late ? "overdue" : state == null ? "" : state;
    }

    /** The English name of a country's two-letter code. */
    public String country(@Nullable String code) {
        return code == null || code.isBlank() ? "" : Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /** The tone of a state: good, wait, bad or plain. */
    public String tone(@Nullable String state) {
        return state == null ? "plain" : TONES.getOrDefault(state, "plain");
    }
}
