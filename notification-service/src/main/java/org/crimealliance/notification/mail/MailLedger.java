package org.crimealliance.notification.mail;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * All mails, one document each, under an id derived from event, template, recipient and what it is about: written twice,
 * it is there once.
 */
@Component
public class MailLedger {

    private static final String COLLECTION = "mails";
    private static final String TYPE = "state._class";

    private final AggregateStore<Mail> mails;
    private final MongoTemplate mongo;
    private final Clock clock;
    private final MachineClock machine;
    private volatile Consumer<String> listener = id -> {};

    MailLedger(AggregateStores stores, MongoTemplate mongo, Clock clock, MachineClock machine) {
        this.mails = stores.of(COLLECTION, Mail.class);
        this.mongo = mongo;
        this.clock = clock;
        this.machine = machine;
    }

    /** Whom a mail goes to. */
    public record Recipient(String name, String email) {}

    /**
     * Enters a mail to be sent.
     *
     * @param about where one event causes several mails of one template to a recipient: what each is about
     */
    public void enter(
            ReceivedEvent<?> cause,
            String template,
            Recipient recipient,
            @Nullable String about,
            String subject,
            Letter letter) {
        String key = recipient.email().strip().toLowerCase(Locale.ROOT);
        String id =
                about == null ? Ids.derived(cause.id(), template, key) : Ids.derived(cause.id(), template, key, about);
        Heading heading = new Heading(
                template,
                cause.id(),
                cause.type(),
                cause.subject(),
                recipient.name(),
                recipient.email(),
                subject,
                clock.instant(),
                Provenance.current(),
                Tokens.next());
        mails.create(id, new Mail.Waiting(heading, letter, 0, machine.instant(), null, null), List.of());
        listener.accept(id);
    }

    /** Whoever sends is told of each new mail. */
    void onNew(Consumer<String> newListener) {
        listener = newListener;
    }

    Outcome<Stored<Mail>> claim(String id, String by, Duration hold) {
        Instant now = machine.instant();
        return mails.change(id, mail -> Mail.claim(mail, by, now, hold));
    }

    /** Says that {@code by} is still sending it; false if somebody else has it, or if it is done. */
    boolean renew(String id, String by, Duration hold) {
        Instant now = machine.instant();
        return mails.change(id, mail -> Mail.renew(mail, by, now, hold)) instanceof Outcome.Done;
    }

    public void sent(String id) {
        Instant at = clock.instant();
        mails.change(id, mail -> Mail.sent(id, mail, at)).orThrow();
    }

    /** Not now: put back; false if it has been tried for too long and failed by that. */
    boolean later(String id, String by, Tries tries, String problem) {
        Instant now = machine.instant();
        Instant at = clock.instant();
        return !(mails.change(id, mail -> Mail.later(id, mail, by, now, tries, at, problem))
                        instanceof Outcome.Done<Stored<Mail>>(Stored<Mail> stored)
                && stored.state() instanceof Mail.Failed);
    }

    void failed(String id, String by, String reason) {
        Instant at = clock.instant();
        mails.change(id, mail -> Mail.failed(id, mail, by, at, reason));
    }

    /** The mail with this id, if whoever asks knows its token. */
    public Optional<Mail> known(String id, String token) {
        return mails.find(id)
                .map(Stored::state)
                .filter(mail -> Tokens.same(mail.heading().token(), token));
    }

    public void bounced(String id, String reason) {
        Instant at = clock.instant();
        mails.change(id, mail -> Mail.bounced(id, mail, reason, at)).orThrow();
    }

    public void complained(String id) {
        Instant at = clock.instant();
        mails.change(id, mail -> Mail.complained(id, mail, at)).orThrow();
    }

    Outcome<Stored<Mail>> retry(String id) {
        Instant now = machine.instant();
        Outcome<Stored<Mail>> retried = mails.change(id, mail -> Mail.retry(mail, now));
        if (retried instanceof Outcome.Done<Stored<Mail>>) {
            listener.accept(id);
        }
        return retried;
    }

    void declareIndexes() {
        documents().createIndex(Indexes.ascending(TYPE, "state.dueAt"));
        documents().createIndex(Indexes.descending("state.heading.at", "_id"));
    }

    /** Ids of mails that somebody should send now. */
    List<String> due(int limit) {
        List<String> ids = new ArrayList<>();
        documents()
                .find(Filters.and(
                        Filters.in(TYPE, "waiting", "sending"),
                        Filters.lte("state.dueAt", Date.from(machine.instant()))))
                .projection(Projections.include("_id"))
                .limit(limit)
                .forEach(document -> ids.add(document.getString("_id")));
        return ids;
    }

    /** Those in this state, one of those of {@link Mail}. */
    static Bson is(String state) {
        return Filters.eq(TYPE, state);
    }

    /** How many are in this state, one of those of {@link Mail}. */
    long count(String state) {
        return documents().countDocuments(is(state));
    }

    /** How many came into this state at most so long ago; {@code at}: the state's field that says when it did. */
    long countSince(String state, String at, Duration ago) {
        Date since = Date.from(clock.instant().minus(ago));
        return documents().countDocuments(Filters.and(is(state), Filters.gte("state." + at, since)));
    }

    /** For each template, how many mails there are. */
    Map<String, Long> byTemplate() {
        Map<String, Long> counts = new TreeMap<>();
        documents()
                .find()
                .projection(Projections.include("state.heading.template"))
                .forEach(document -> counts.merge(
                        document.get("state", Document.class)
                                .get("heading", Document.class)
                                .getString("template"),
                        1L,
                        Long::sum));
        return counts;
    }

    /** The newest first, without what they say. */
    List<Document> page(Bson which, int limit) {
        return documents()
                .find(which)
                .sort(Sorts.orderBy(Sorts.descending("state.heading.at"), Sorts.descending("_id")))
                .projection(Projections.exclude("state.letter", "outbox", "applied"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
