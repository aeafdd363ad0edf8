package org.crimealliance.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crimealliance.demo.EventLog.Event;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.demo.StoredAggregates.Aggregate;
import org.crimealliance.stack.Stack;

/**
 * What must be true of the platform whatever was done to it, checked where it cannot be talked away: on the topics, in the
 * stores and in the caught mail. The demo and the system tests check the same.
 */
public final class PlatformInvariants {

    /** Mails that one notification-service hands over at the same time; a crash may repeat these. */
    private static final int IN_THE_ACT = 16;

    private final Stack stack;
    private final Mailbox mails;
    private final List<Figure> figures = new ArrayList<>();
    private List<Event> events = List.of();

    public PlatformInvariants(Stack stack, Mailbox mails) {
        this.stack = stack;
        this.mails = mails;
    }

    /**
     * Waits until all that is under way has arrived, then counts.
     *
     * @param senderCrashes how often the notification-service was killed
     */
    public List<Figure> check(int senderCrashes) {
        try (StoredAggregates stores = new StoredAggregates(stack.mongoUri())) {
            Patience.until(Duration.ofSeconds(90), () -> stores.unsent() == 0);
            mails.settled();
            Patience.until(Duration.ofSeconds(30), () -> stores.unsent() == 0);
            figure("events in outboxes that have not left", 0, stores.unsent());
            figure("events waiting as dead letters", 0, stores.deadLetters());
            events = EventLog.read(stack.kafka());
            topics();
            storesAgainstTopics(stores.all());
        }
        invoices();
        seats();
        deliveries();
        caughtMail(senderCrashes);
        return List.copyOf(figures);
    }

    /** Events on all topics, repetitions counted once. */
    public long distinctEvents() {
        return events.stream().map(Event::id).distinct().count();
    }

    /** Messages that repeat an event already sent: allowed, and harmless to readers that fence. */
    public long repetitions() {
        return events.size() - distinctEvents();
    }

    public long duplicateMails() {
        return mails.caught().size() - mails.all().size();
    }

    private void figure(String name, Object expected, Object got) {
        figures.add(new Figure(name, String.valueOf(expected), String.valueOf(got)));
    }

    /** Per aggregate, the first occurrences of its events are numbered 1, 2, 3 ... and each number has one event. */
    private void topics() {
        Map<String, Long> last = new HashMap<>();
        Map<String, String> idOfNumber = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<String> gaps = new ArrayList<>();
        List<String> doubles = new ArrayList<>();
        for (Event event : events) {
            String aggregate = event.topic() + "/" + event.subject();
            String other = idOfNumber.putIfAbsent(aggregate + "#" + event.sequence(), event.id());
            if (other != null && !other.equals(event.id())) {
                doubles.add(event.type() + " of " + event.subject() + " #" + event.sequence());
            }
            if (!seen.add(event.topic() + event.id())) {
                continue;
            }
            long before = last.getOrDefault(aggregate, 0L);
            if (event.sequence() != before + 1) {
                gaps.add(event.type() + " of " + event.subject() + ": " + event.sequence() + " after " + before);
            }
            last.put(aggregate, Math.max(before, event.sequence()));
        }
        figure("gaps or wrong order among an aggregate's events", 0, shown(gaps));
        figure("two events with one number", 0, shown(doubles));
    }

    /** Nothing that was decided is missing on the topics. */
    private void storesAgainstTopics(List<Aggregate> aggregates) {
        Map<String, Set<Long>> sent = new HashMap<>();
        events.forEach(event -> sent.computeIfAbsent(event.topic() + "/" + event.subject(), key -> new HashSet<>())
                .add(event.sequence()));
        List<String> lost = new ArrayList<>();
        for (Aggregate aggregate : aggregates) {
            Set<Long> there = sent.getOrDefault(aggregate.database() + ".events.v1/" + aggregate.id(), Set.of());
            for (long number = 1; number <= aggregate.lastSequence(); number++) {
                if (!there.contains(number)) {
                    lost.add(aggregate.collection() + " " + aggregate.id() + " #" + number);
                }
            }
        }
        figure("stored events that are on no topic", 0, shown(lost));
    }

    private List<Event> of(String type) {
        Set<String> seen = new HashSet<>();
        return events.stream()
                .filter(event -> event.type().equals(type))
                .filter(event -> seen.add(event.id()))
                .toList();
    }

    private void invoices() {
        List<Event> issued = of("membership.invoice-issued.v1");
        Map<String, Set<Integer>> numbersOfYear = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        Set<String> memberYears = new HashSet<>();
        for (Event event : issued) {
            String number = Json.text(event.json(), "number");
            Matcher parts = Pattern.compile("([0-9]{4})-([0-9]+)").matcher(number);
            if (!parts.matches()
                    || !numbersOfYear
                            .computeIfAbsent(parts.group(1), year -> new HashSet<>())
                            .add(Integer.parseInt(parts.group(2)))) {
                wrong.add(number);
            }
            String memberYear = Json.text(event.json(), "membershipId") + " " + Json.text(event.json(), "feeYear");
            if (!memberYears.add(memberYear)) {
                wrong.add("second invoice of " + memberYear);
            }
        }
        numbersOfYear.forEach((year, numbers) -> {
            for (int number = 1; number <= numbers.size(); number++) {
                if (!numbers.contains(number)) {
                    wrong.add(year + "-" + number + " is missing");
                }
            }
        });
        figure("invoice numbers missing or given twice, members invoiced twice for a year", 0, shown(wrong));
    }

    /** A registration is confirmed once; nobody holds two seats. */
    private void seats() {
        Map<String, Long> confirmed = of("event.registration-confirmed.v1").stream()
                .map(Event::json)
                .collect(Collectors.groupingBy(
                        event -> Json.text(event, "registrationId") + " " + Json.text(event, "seat"),
                        Collectors.counting()));
        figure(
                "seats given twice",
                0,
                confirmed.values().stream().filter(times -> times > 1).count());
    }

    private void deliveries() {
        Map<String, Long> delivered = of("notification.mail-delivered.v1").stream()
                .map(Event::json)
                .collect(Collectors.groupingBy(
                        event -> Json.text(event, "mailId"), // of one event, template and recipient
                        Collectors.counting()));
        figure(
                "mails delivered twice for one event, template and recipient",
                0,
                delivered.values().stream().filter(times -> times > 1).count());
    }

    private void caughtMail(int senderCrashes) {
        long twice = duplicateMails();
        int allowed = senderCrashes * IN_THE_ACT;
        figure(
                allowed == 0
                        ? "mails caught twice"
                        : "mails caught twice: only those in the act of being sent at a crash (at most " + allowed
                                + ")",
                allowed == 0 ? "0" : "yes",
                allowed == 0 ? twice : twice <= allowed ? "yes" : "no: " + twice);
    }

    private static String shown(List<String> wrong) {
        return wrong.size() + (wrong.isEmpty() ? "" : ": " + wrong.subList(0, Math.min(3, wrong.size())));
    }
}
