package org.crimealliance.notification.letter;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.notification.mailbox.Attendees;
import org.crimealliance.platform.calendar.CalendarEntry;
import org.crimealliance.platform.calendar.ICalendar;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.store.ReadModels;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * To those invited to meetings. Who is invited is kept, one document an invitation, because a move or a cancellation does
 * not name them. Invitations and moves come in any order: an invitation is written with the latest that is known of the
 * meeting.
 */
@Component
class MeetingLetters {

    private static final String MEETINGS = "meetings";
    private static final String INVITEES = "invitees";

    record Place(String kind, String text, @Nullable String link) {}

    record Meeting(
            String meetingId,
            String uid,
            String title,
            String status,
            Instant start,
            Instant end,
            String zone,
            Place place,
            int sequence) {}

    record Invitee(
            String id, String name, String email, @Nullable String language) {

        Recipient recipient() {
            return new Recipient(name, email);
        }
    }

    record Invited(String invitationId, Meeting meeting, Invitee invitee, String replyUrl) {}

    record MinutesRecipient(String name, String email) {}

    record MinutesCirculated(
            String title, int version, List<MinutesRecipient> recipients, MembershipLetters.Document document) {}

    private final Words words;
    private final ReadModels models;
    private final MongoTemplate mongo;
    private final Clock clock;
    private final Attendees attendees;
    private final String organiserName;

    MeetingLetters(
            Words words,
            ReadModels models,
            MongoTemplate mongo,
            Clock clock,
            Attendees attendees,
            NotificationSettings settings) {
        this.words = words;
        this.models = models;
        this.mongo = mongo;
        this.clock = clock;
        this.attendees = attendees;
        this.organiserName = settings.fromName();
    }

    List<Subscription<?>> subscriptions() {
        return List.of(
                Subscription.on("meeting.invitation-extended.v1", Invited.class, this::invited),
                Subscription.on("meeting.meeting-moved.v1", Meeting.class, this::remember),
                Subscription.on("meeting.meeting-cancelled.v1", Meeting.class, this::cancelled),
                Subscription.on("meeting.minutes-circulated.v1", MinutesCirculated.class, this::minutes));
    }

    /** Earlier versions kept the link by which somebody answers. */
    static void dropLinks(MongoTemplate mongo) {
        mongo.getCollection(INVITEES).updateMany(Filters.exists("replyUrl"), Updates.unset("replyUrl"));
        for (Document meeting : mongo.getCollection(MEETINGS).find(Filters.exists("invitees"))) {
            meeting.get("invitees", Document.class)
                    .keySet()
                    .forEach(invitation -> mongo.getCollection(MEETINGS)
                            .updateOne(
                                    Filters.eq("_id", meeting.get("_id")),
                                    Updates.unset("invitees." + invitation + ".replyUrl")));
        }
    }

    private void invited(ReceivedEvent<Invited> event) {
        Invited invited = event.data();
        Invitee invitee = invited.invitee();
        // first the invitee, then the look at the meeting: a move in between finds the invitee, or is found here
        models.apply(
                INVITEES,
                invited.invitationId(),
                event,
                Updates.combine(
                        Updates.set("meetingId", invited.meeting().meetingId()),
                        Updates.set("id", invitee.id()),
                        Updates.set("name", invitee.name()),
                        Updates.set("email", invitee.email()),
                        invitee.language() == null
                                ? Updates.unset("language")
                                : Updates.set("language", invitee.language())));
        Meeting meeting = latest(invited.meeting());
        if (meeting.status().equals("cancelled")) {
            return;
        }
        words.send(
                event, request(template(event, meeting), meeting, invited.invitationId(), invitee, invited.replyUrl()));
    }

    /** Who was invited before is asked again for one reason only: the meeting has a new time. */
    private static String template(ReceivedEvent<Invited> event, Meeting meeting) {
        if (!event.isFirst()) {
            return "meeting-moved";
        }
        return meeting.status().equals("tentative") ? "meeting-invitation-tentative" : "meeting-invitation";
    }

    private void cancelled(ReceivedEvent<Meeting> event) {
        remember(event);
        Meeting meeting = event.data();
        forEachInvitee(meeting.meetingId(), (invitationId, invitee) -> {
            Draft draft = about("meeting-cancelled", meeting, invitee);
            String text = ICalendar.cancel(entry(meeting, invitationId, invitee), clock.instant());
            words.send(event, draft.with(new Letter.Calendar("CANCEL", text)), invitee.email());
        });
    }

    private void minutes(ReceivedEvent<MinutesCirculated> event) {
        MinutesCirculated minutes = event.data();
        for (MinutesRecipient recipient : minutes.recipients()) {
            words.send(
                    event,
                    Draft.of(
                                    "minutes",
                                    null,
                                    new Recipient(recipient.name(), recipient.email()),
                                    minutes.title(),
                                    minutes.version())
                            .with(minutes.document().attachment()));
        }
    }

    private Draft request(String template, Meeting meeting, String invitationId, Invitee invitee, String replyUrl) {
        String text = ICalendar.request(entry(meeting, invitationId, invitee), clock.instant());
        return about(template, meeting, invitee).leadingTo(replyUrl).with(new Letter.Calendar("REQUEST", text));
    }

    private static Draft about(String template, Meeting meeting, Invitee invitee) {
        ZoneId zone = ZoneId.of(meeting.zone());
        Draft draft = Draft.of(template, invitee.language(), invitee.recipient());
        String day = Times.day(meeting.start().atZone(zone).toLocalDate(), draft.language());
        return Draft.of(template, invitee.language(), invitee.recipient(), meeting.title(), day)
                .with("meeting", meeting.title())
                .with("when", Times.span(meeting.start(), meeting.end(), zone, draft.language()))
                // the address to join stands in the calendar entry: one thing to click is enough here
                .with("where", meeting.place().text());
    }

    /** To one who is invited, who may therefore join: many calendars show no URL, but all show a description. */
    private CalendarEntry entry(Meeting meeting, String invitationId, Invitee invitee) {
        ZoneId zone = ZoneId.of(meeting.zone());
        URI link = link(meeting.place().link());
        String organiser = attendees.organiser(invitationId, invitee.id(), meeting.uid(), meeting.sequence());
        return new CalendarEntry(
                meeting.uid(),
                meeting.sequence(),
                meeting.status().equals("tentative") ? CalendarEntry.Status.TENTATIVE : CalendarEntry.Status.CONFIRMED,
                meeting.title(),
                link == null ? null : words.joining(link, invitee.language()),
                meeting.start().atZone(zone),
                meeting.end().atZone(zone),
                meeting.place().text(),
                link,
                new CalendarEntry.Person(organiserName, organiser),
                List.of(new CalendarEntry.Attendee(
                        new CalendarEntry.Person(invitee.name(), invitee.email()), CalendarEntry.Answer.NEEDS_ACTION)));
    }

    private static @Nullable URI link(@Nullable String link) {
        try {
            return link == null || link.isBlank() ? null : URI.create(link);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private void remember(ReceivedEvent<Meeting> event) {
        Meeting m = event.data();
        models.apply(
                MEETINGS,
                m.meetingId(),
                event,
                Updates.set(
                        "latest",
                        new Document("status", m.status())
                                .append("sequence", m.sequence())
                                .append("start", Date.from(m.start()))
                                .append("end", Date.from(m.end()))));
    }

    private Meeting latest(Meeting told) {
        Document known = mongo.getCollection(MEETINGS)
                .find(Filters.eq("_id", told.meetingId()))
                .first();
        Document latest = known == null ? null : known.get("latest", Document.class);
        if (latest == null || latest.getInteger("sequence") <= told.sequence()) {
            return told;
        }
        return new Meeting(
                told.meetingId(),
                told.uid(),
                told.title(),
                latest.getString("status"),
                latest.getDate("start").toInstant(),
                latest.getDate("end").toInstant(),
                told.zone(),
                told.place(),
                latest.getInteger("sequence"));
    }

    /** Those kept in the meeting's document, as it was before there was one for each, are among them. */
    private void forEachInvitee(String meetingId, BiConsumer<String, Invitee> action) {
        Document known =
                mongo.getCollection(MEETINGS).find(Filters.eq("_id", meetingId)).first();
        Map<String, Document> invitees = new LinkedHashMap<>();
        if (known != null && known.get("invitees", Document.class) != null) {
            known.get("invitees", Document.class).forEach((id, invitee) -> invitees.put(id, (Document) invitee));
        }
        for (Document invitee : mongo.getCollection(INVITEES).find(Filters.eq("meetingId", meetingId))) {
            invitees.put(invitee.getString("_id"), invitee);
        }
        invitees.forEach((invitationId, invitee) -> action.accept(
                invitationId,
                new Invitee(
                        Objects.requireNonNullElse(invitee.getString("id"), ""),
                        invitee.getString("name"),
                        invitee.getString("email"),
                        invitee.getString("language"))));
    }
}
