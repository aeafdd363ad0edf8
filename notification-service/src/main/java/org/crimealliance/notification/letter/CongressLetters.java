package org.crimealliance.notification.letter;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.platform.calendar.CalendarEntry;
import org.crimealliance.platform.calendar.ICalendar;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.store.ReadModels;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** To organisers of ancillary meetings and to participants of a congress. */
@Component
class CongressLetters {

    /** Seat of the Alliance: its deadlines are told in this zone. */
    private static final ZoneId SEAT = ZoneId.of("Europe/Vienna");

    private static final String CONGRESSES = "congresses";

    record Person(String name, String email, @Nullable String language) {

        Recipient recipient() {
            return new Recipient(name, email);
        }
    }

    record CongressOpened(String congressId, String zone) {}

    record Reconfirmation(
            String congressName, String code, String title, Person organiser, Instant deadline, String answerUrl) {}

    record Slot(Instant slotStart, Instant slotEnd, String room) {}

    record Promoted(
            String congressId,
            String code,
            String title,
            Person contact,
            String mode,
            @Nullable Slot place) {}

    record Spot(Instant start, Instant end, String room, String mode) {}

    record ProgrammeChange(
            String ancillaryMeetingId,
            String code,
            String title,
            String kind,
            List<Person> recipients,
            @Nullable Spot before,
            @Nullable Spot after,
            String uid,
            int sequence) {}

    record ProgrammePublished(String congressName, String zone, int version, List<ProgrammeChange> changes) {}

    record Addressee(String email) {}

    record ProposalRequested(String congressName, Addressee contact, String confirmUrl) {}

    record RegistrationRequested(String congressName, Person person, String confirmUrl) {}

    /** @param registrationUrl null: as earlier versions told it */
    record RegistrationConfirmed(
            String congressName,
            Person person,
            String seat,
            @Nullable String registrationUrl) {}

    record RegistrationWaitlisted(
            String congressName, Person person, @Nullable String registrationUrl) {}

    record RegistrationOffered(String congressName, Person person, Instant until, String acceptUrl) {}

    private final Words words;
    private final ReadModels models;
    private final MongoTemplate mongo;
    private final Clock clock;
    private final CalendarEntry.Person organizer;

    CongressLetters(Words words, ReadModels models, MongoTemplate mongo, Clock clock, NotificationSettings settings) {
        this.words = words;
        this.models = models;
        this.mongo = mongo;
        this.clock = clock;
        this.organizer = new CalendarEntry.Person(settings.fromName(), settings.office(Offices.CONGRESS));
    }

    List<Subscription<?>> subscriptions() {
        return List.of(
                Subscription.on("event.congress-opened.v1", CongressOpened.class, this::opened),
                Subscription.on(
                        "event.reconfirmation-requested.v1",
                        Reconfirmation.class,
                        event -> reconfirmation("reconfirmation", event)),
                Subscription.on(
                        "event.reconfirmation-reminded.v1",
                        Reconfirmation.class,
                        event -> reconfirmation("reconfirmation-reminder", event)),
                Subscription.on("event.ancillary-meeting-promoted.v1", Promoted.class, this::promoted),
                Subscription.on("event.programme-published.v1", ProgrammePublished.class, this::published),
                Subscription.on(
                        "event.proposal-confirmation-requested.v1", ProposalRequested.class, this::proposalRequested),
                Subscription.on("event.registration-requested.v1", RegistrationRequested.class, this::requested),
                Subscription.on("event.registration-confirmed.v1", RegistrationConfirmed.class, this::confirmed),
                Subscription.on("event.registration-waitlisted.v1", RegistrationWaitlisted.class, this::waitlisted),
                Subscription.on("event.registration-offered.v1", RegistrationOffered.class, this::offered));
    }

    private void opened(ReceivedEvent<CongressOpened> event) {
        models.apply(
                CONGRESSES,
                event.data().congressId(),
                event,
                Updates.set("zone", event.data().zone()));
    }

    private void reconfirmation(String template, ReceivedEvent<Reconfirmation> event) {
        Reconfirmation asked = event.data();
        Draft draft = to(template, asked.organiser(), asked.congressName());
        words.send(
                event,
                draft.with("ancillary", asked.code() + " " + asked.title())
                        .with("congress", asked.congressName())
                        .with("deadline", Times.moment(asked.deadline(), SEAT, draft.language()))
                        .leadingTo(asked.answerUrl()));
    }

    private void promoted(ReceivedEvent<Promoted> event) {
        Promoted promoted = event.data();
        Draft draft = to("promoted", promoted.contact(), promoted.code())
                .with("ancillary", promoted.code() + " " + promoted.title());
        Slot place = promoted.place();
        if (place != null) {
            ZoneId zone = zoneOf(promoted.congressId());
            draft = draft.with("when", Times.span(place.slotStart(), place.slotEnd(), zone, draft.language()))
                    .with("where", place.room());
        }
        words.send(event, draft.with("mode", mode(promoted.mode(), draft.language())));
    }

    /** One mail for each meeting that changed and each of those concerned. */
    private void published(ReceivedEvent<ProgrammePublished> event) {
        ProgrammePublished programme = event.data();
        ZoneId zone = ZoneId.of(programme.zone());
        for (ProgrammeChange change : programme.changes()) {
            for (Person person : change.recipients()) {
                words.send(event, changed(programme, change, person, zone), change.ancillaryMeetingId());
            }
        }
    }

    private Draft changed(ProgrammePublished programme, ProgrammeChange change, Person person, ZoneId zone) {
        Draft draft = to(
                        "programme-" + change.kind(),
                        person,
                        programme.congressName(),
                        Integer.toString(programme.version()))
                .with("ancillary", change.code() + " " + change.title());
        Spot before = change.before();
        Spot after = change.after();
        if (before != null) {
            draft = draft.with("before", spot(before, zone, draft.language()));
        }
        if (after != null) {
            draft = draft.with(before == null ? "when" : "now", spot(after, zone, draft.language()))
                    .with("mode", mode(after.mode(), draft.language()));
        }
        Spot shown = after == null ? before : after;
        if (shown == null) {
            return draft;
        }
        CalendarEntry entry = new CalendarEntry(
                change.uid(),
                change.sequence(),
                CalendarEntry.Status.CONFIRMED,
                change.title(),
                change.code() + ", " + programme.congressName(),
                shown.start().atZone(zone),
                shown.end().atZone(zone),
                shown.room(),
                null,
                organizer,
                List.of(new CalendarEntry.Attendee(
                        new CalendarEntry.Person(person.name(), person.email()), CalendarEntry.Answer.NEEDS_ACTION)));
        boolean gone = change.kind().equals("removed");
        Instant stamp = clock.instant();
        return draft.with(new Letter.Calendar(
                gone ? "CANCEL" : "REQUEST", gone ? ICalendar.cancel(entry, stamp) : ICalendar.request(entry, stamp)));
    }

    private void proposalRequested(ReceivedEvent<ProposalRequested> event) {
        ProposalRequested asked = event.data();
        String address = asked.contact().email();
        words.send(
                event,
                to("proposal-requested", new Person(address, address, null), asked.congressName())
                        .leadingTo(asked.confirmUrl()));
    }

    private void requested(ReceivedEvent<RegistrationRequested> event) {
        RegistrationRequested asked = event.data();
        String address = asked.person().email();
        Person reader = new Person(address, address, asked.person().language()); // the name may be a stranger's typing
        words.send(
                event,
                to("registration-requested", reader, asked.congressName()).leadingTo(asked.confirmUrl()));
    }

    private void confirmed(ReceivedEvent<RegistrationConfirmed> event) {
        RegistrationConfirmed confirmed = event.data();
        String template = confirmed.seat().equals("onsite") ? "registration-onsite" : "registration-online";
        words.send(event, own(to(template, confirmed.person(), confirmed.congressName()), confirmed.registrationUrl()));
    }

    private void waitlisted(ReceivedEvent<RegistrationWaitlisted> event) {
        RegistrationWaitlisted waits = event.data();
        words.send(
                event,
                own(to("registration-waitlisted", waits.person(), waits.congressName()), waits.registrationUrl()));
    }

    /** With the link by which the person sees and cancels the registration. */
    private static Draft own(Draft draft, @Nullable String registrationUrl) {
        return registrationUrl == null ? draft : draft.leadingTo(registrationUrl);
    }

    private void offered(ReceivedEvent<RegistrationOffered> event) {
        RegistrationOffered offer = event.data();
        Draft draft = to("registration-offered", offer.person(), offer.congressName());
        words.send(
                event,
                draft.with("until", Times.moment(offer.until(), SEAT, draft.language()))
                        .leadingTo(offer.acceptUrl()));
    }

    private static String spot(Spot spot, ZoneId zone, Locale language) {
        return Times.span(spot.start(), spot.end(), zone, language) + ", " + spot.room();
    }

    private String mode(String mode, Locale language) {
        return words.text("mode." + mode, language);
    }

    private ZoneId zoneOf(String congressId) {
        Document known = mongo.getCollection(CONGRESSES)
                .find(Filters.eq("_id", congressId))
                .first();
        return known == null ? ZoneId.of("UTC") : ZoneId.of(known.getString("zone"));
    }

    private static Draft to(String template, Person person, Object... values) {
        return Draft.of(template, person.language(), person.recipient(), values);
    }
}
