package org.crimealliance.portal.frame;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crimealliance.platform.money.MoneyText;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.platform.time.LocalMoment;
import org.crimealliance.portal.gateway.Problem;
import org.crimealliance.portal.gateway.RefusedException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/**
 * What somebody typed, and what is wrong with it. Inputs are called as the API calls its fields, so that the problem
 * details of a service land beside the right one. Whatever is refused, what was typed is kept.
 */
public final class Form {

    /**
     * One thing that is wrong.
     *
     * @param field the input it stands beside; null for the form as a whole
     * @param key a message's key; null where a service has said it in its own words
     * @param details the message's arguments
     */
    public record Wrong(@Nullable String field, @Nullable String key, List<Object> details, String text) {}

    /** How many letters the services take: what is longer is said at once, with all else that is wrong. */
    private static final Map<String, Integer> LONGEST = Map.ofEntries(
            Map.entry("name", 500),
            Map.entry("contactName", 500),
            Map.entry("email", 254),
            Map.entry("contactEmail", 254),
            Map.entry("affiliation", 500),
            Map.entry("registryNumber", 100),
            Map.entry("street", 500),
            Map.entry("postalCode", 50),
            Map.entry("city", 200),
            Map.entry("heardFrom", 200),
            Map.entry("reason", 1000),
            Map.entry("title", 500),
            Map.entry("question", 2000),
            Map.entry("key", 60),
            Map.entry("zone", 60),
            Map.entry("place.text", 500),
            Map.entry("role", 200),
            Map.entry("speakerRole", 100));

    private static final LocalDate NO_DATE = LocalDate.EPOCH;
    private static final CurrencyUnit EUR = CurrencyUnit.EUR;
    private static final Money MOST_EUROS = Money.of(EUR, 1_000_000);

    private final Map<String, String> values;
    private final List<Wrong> wrongs = new ArrayList<>();
    private final Map<String, LocalMoment.Twice> twices = new HashMap<>();

    private Form(Map<String, String> values) {
        this.values = values;
    }

    public static Form blank() {
        return new Form(new LinkedHashMap<>());
    }

    /** A form filled in with what is known; nulls are blanks. */
    public static Form of(Map<String, ? extends @Nullable Object> known) {
        Map<String, String> values = new LinkedHashMap<>();
        known.forEach((name, value) -> values.put(name, value == null ? "" : value.toString()));
        return new Form(values);
    }

    static Form typed(Map<String, String[]> typed) {
        Map<String, String> values = new LinkedHashMap<>();
        typed.forEach((name, all) -> values.put(name, all.length == 0 ? "" : all[0]));
        return new Form(values);
    }

    /** For the templates: what stands in the input. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    public String value(String name, @Nullable Object otherwise) {
        return Optional.ofNullable(values.get(name)).orElse(otherwise == null ? "" : otherwise.toString());
    }

    /** Whether there was such an input at all. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The values of all inputs whose names begin so, by the rest of their names. */
    public Map<String, String> under(String prefix) {
        Map<String, String> under = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                under.put(name.substring(prefix.length()), value);
            }
        });
        return under;
    }

    public @Nullable Wrong error(String name) {
        return wrongs.stream()
                .filter(wrong -> name.equals(wrong.field()))
                .findFirst()
                .orElse(null);
    }

    public List<Wrong> wrongs() {
        return List.copyOf(wrongs);
    }

    public boolean bad() {
        return !wrongs.isEmpty();
    }

    public Form wrong(@Nullable String field, String key) {
        return wrong(field, key, List.of());
    }

    private Form wrong(@Nullable String field, String key, List<Object> details) {
        Wrong wrong = new Wrong(field, key, details, "");
        if (!wrongs.contains(wrong)) { // two values may be read from one input
            wrongs.add(wrong);
        }
        return this;
    }

    /** For the templates: how many letters the input takes; null: as many as one likes. */
    public @Nullable Integer longest(String name) {
        return LONGEST.get(name);
    }

    private String fitting(String name, String text) {
        int longest = LONGEST.getOrDefault(name, Integer.MAX_VALUE);
        if (text.length() > longest) {
            wrong(name, "wrong.long", List.of(longest, text.length()));
        }
        return text;
    }

    /** Text that is needed. */
    public String text(String name) {
        String text = value(name).strip();
        if (text.isEmpty()) {
            wrong(name, "wrong.needed");
        }
        return fitting(name, text);
    }

    /** A mail address. */
    public String email(String name) {
        String email = text(name);
        if (!MailAddress.canBeMailed(email)) {
            wrong(name, "wrong.email.letters");
        } else if (!email.isEmpty() && !MailAddress.isOne(email)) {
            wrong(name, "wrong.email");
        }
        return email;
    }

    /** A file that has something in it, and not too much. */
    public void file(String name, MultipartFile file, DataSize most) {
        String fileName = file.getOriginalFilename();
        values.put(name, String.valueOf(fileName));
        if (file.isEmpty()) {
            wrong(name, fileName == null || fileName.isEmpty() ? "wrong.file" : "wrong.file.empty");
        } else if (file.getSize() > most.toBytes()) {
            wrong(name, "wrong.too-large");
        }
    }

    public @Nullable String optional(String name) {
        String text = value(name).strip();
        return text.isEmpty() ? null : fitting(name, text);
    }

    public boolean ticked(String name) {
        return !value(name).isEmpty() && !value(name).equals("false");
    }

    /** One of these words. */
    public String choice(String name, String... words) {
        String chosen = value(name);
        if (!List.of(words).contains(chosen)) {
            wrong(name, "wrong.choose");
        }
        return chosen;
    }

    public LocalDate date(String name) {
        if (value(name).isBlank()) {
            wrong(name, "wrong.needed");
            return NO_DATE;
        }
        return Objects.requireNonNullElse(optionalDate(name), NO_DATE);
    }

    public @Nullable LocalDate optionalDate(String name) {
        return parsed(name, LocalDate::parse, "wrong.date");
    }

    public LocalTime time(String name) {
        if (value(name).isBlank()) {
            wrong(name, "wrong.needed");
        }
        return Objects.requireNonNullElse(parsed(name, LocalTime::parse, "wrong.time"), LocalTime.MIDNIGHT);
    }

    public @Nullable LocalTime optionalTime(String name) {
        return parsed(name, LocalTime::parse, "wrong.time");
    }

    public ZoneId zone(String name) {
        return Objects.requireNonNullElse(parsed(name, ZoneId::of, "wrong.zone"), ZoneId.of("Europe/Vienna"));
    }

    /** A date and a time of day in a zone. */
    public Instant moment(String date, String time, ZoneId zone) {
        return moment(time, date(date).atTime(time(time)), zone);
    }

    /** What an input of the type datetime-local gives, in a zone. */
    public Instant moment(String name, ZoneId zone) {
        if (value(name).isBlank()) {
            wrong(name, "wrong.needed");
        }
        LocalDateTime local = parsed(name, LocalDateTime::parse, "wrong.date");
        return local == null ? Instant.EPOCH : moment(name, local, zone);
    }

    /** Where the clocks show a time twice, the page asks which is meant, by an input {@code <name>.offset}. */
    private Instant moment(String name, LocalDateTime local, ZoneId zone) {
        return switch (LocalMoment.of(local, zone)) {
            case LocalMoment.Once(Instant instant) -> instant;
            case LocalMoment.Never never -> {
                wrong(name, "wrong.never");
                yield never.next().atZone(zone).toInstant();
            }
            case LocalMoment.Twice twice -> {
                twices.put(name, twice);
                Instant chosen = twice.at(parsed(name + ".offset", ZoneOffset::of, "wrong.choose"));
                if (chosen == null) {
                    wrong(name, "wrong.twice");
                }
                yield chosen == null ? twice.first().toInstant() : chosen;
            }
        };
    }

    /** For the templates: the two moments that the time in this input may mean. */
    public LocalMoment.@Nullable Twice twice(String name) {
        return twices.get(name);
    }

    public int whole(String name) {
        if (value(name).isBlank()) {
            wrong(name, "wrong.needed");
            return 0;
        }
        return Objects.requireNonNullElse(optionalWhole(name), 0);
    }

    /** A whole number within these bounds. */
    public int whole(String name, int least, int most) {
        int number = whole(name);
        if (error(name) == null && (number < least || number > most)) {
            wrong(name, "wrong.range", List.of(Integer.toString(least), Integer.toString(most)));
        }
        return number;
    }

    public @Nullable Integer optionalWhole(String name) {
        return parsed(name, Integer::valueOf, "wrong.number");
    }

    /** An amount of euros; a decimal comma is a point too. */
    public Money euros(String name) {
        if (value(name).isBlank()) {
            wrong(name, "wrong.needed");
        }
        Money money = parsed(name, text -> Money.of(EUR, new BigDecimal(text.replace(',', '.'))), "wrong.money");
        if (money != null && (money.isNegative() || money.isGreaterThan(MOST_EUROS))) {
            wrong(name, "wrong.range", List.of(MoneyText.amount(Money.zero(EUR)), MoneyText.amount(MOST_EUROS)));
        }
        return money == null ? Money.zero(EUR) : money;
    }

    private <T> @Nullable T parsed(String name, Function<String, T> parser, String key) {
        String text = value(name).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            wrong(name, key);
            return null;
        }
    }

    /** Takes a service's refusal to the inputs it speaks of. */
    public Form refused(RefusedException e) {
        e.problem().errors().forEach(this::said);
        if (e.problem().errors().isEmpty()) {
            if (e.problem().detail().isBlank()) {
                wrong(null, "wrong.refused");
            } else {
                wrongs.add(new Wrong(null, null, List.of(), e.problem().detail()));
            }
        }
        return this;
    }

    private void said(Problem.Field error) {
        String field = error.field();
        String sentence = Sentences.of(String.valueOf(error.message()));
        if (field == null || values.containsKey(field)) {
            wrongs.add(new Wrong(field, null, List.of(), sentence));
        } else {
            wrongs.add(new Wrong(null, null, List.of(), Sentences.about(field, sentence)));
        }
    }

    /** Sends what was read, unless something is wrong with it already. */
    public Outcome<Boolean> send(Runnable work) {
        return create(() -> {
            work.run();
            return true;
        });
    }

    /** As {@link #send}, where the answer says where to go. */
    public <T> Outcome<T> create(Supplier<T> work) {
        return Outcome.of(this, work);
    }

    /** Sends nothing, for a reason that the portal sees itself. */
    public Outcome<Boolean> refuse(String key) {
        return wrong(null, key).create(() -> false);
    }
}
