package org.crimealliance.meeting.agenda;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.crimealliance.meeting.Policies;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What comes onto agendas, and off them, because of events. Each step may run twice. */
@Component
public class AgendaEvents {

    /** {@code membership.application-submitted.v1}. */
    public record ApplicationSubmitted(String membershipId, String category, String name, String country) {}

    /** {@code membership.application-withdrawn.v1}. */
    public record ApplicationWithdrawn(String membershipId) {}

    /** {@code meeting.minutes-circulated.v1} and {@code -approved.v1}, our own. */
    public record MinutesFacts(String meetingId) {}

    /** {@code meeting.decision-taken.v1}, our own. */
    public record DecisionTaken(String meetingId, @Nullable String itemId, Kind kind) {

        /** What was decided. */
        public enum Kind {
            @JsonProperty("admit")
            ADMIT,
            @JsonProperty("reject")
            REJECT,
            @JsonProperty("defer")
            DEFER,
            @JsonProperty("other")
            OTHER
        }
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Topics topics;
    private final Agendas agendas;
    private final Meetings meetings;
    private final Policies policies;

    AgendaEvents(Topics topics, Agendas agendas, Meetings meetings, Policies policies) {
        this.topics = topics;
        this.agendas = agendas;
        this.meetings = meetings;
        this.policies = policies;
    }

    /** An application goes on the next Board meeting that is far enough away. */
    public void applicationSubmitted(ReceivedEvent<ApplicationSubmitted> event) {
        ApplicationSubmitted application = event.data();
        LocalDate arrived = event.time().atZone(policies.zone()).toLocalDate();
        String topicId = Topic.ofApplication(application.membershipId());
        topics.begin(new Topic(
                topicId,
                Topic.State.WAITING,
                null,
                Item.Kind.APPLICATION,
                "Application of %s (%s, %s)"
                        .formatted(application.name(), application.category(), application.country()),
                null,
                null,
                Item.SubjectType.MEMBERSHIP_APPLICATION,
                application.membershipId(),
                arrived.plusDays(policies.applicationLeadDays()),
                Instant.EPOCH,
                null,
                false));
        topics.place(topicId);
    }

    public void applicationWithdrawn(ReceivedEvent<ApplicationWithdrawn> event) {
        topics.settle(Topic.ofApplication(event.data().membershipId()));
    }

    /** A meeting was announced, confirmed or moved: what waited for one may go on its agenda. */
    public void meetingAhead(ReceivedEvent<?> event) {
        topics.placeAll();
    }

    /** What was on a cancelled meeting's agenda by itself waits for another. */
    public void meetingCancelled(ReceivedEvent<?> event) {
        String meetingId = event.subject();
        agendas.change(meetingId, agenda -> Outcome.done(agenda.close())).orThrow();
        for (Topic topic : topics.placedOn(meetingId)) {
            topics.release(topic.topicId(), meetingId, topic.after());
            topics.place(topic.topicId());
        }
    }

    /** What a meeting did not get to, or did not decide, goes on the next of its series. */
    public void meetingHeld(ReceivedEvent<?> event) {
        String meetingId = event.subject();
        Meeting meeting = meetings.get(meetingId);
        Instant start = meeting.details().schedule().start();
        Agenda agenda =
                agendas.change(meetingId, open -> Outcome.done(open.close())).orThrow();
        agenda.items().stream().filter(Item::isLeftOver).forEach(item -> {
            String topicId = Topic.of(item);
            if (item.topicId() == null) {
                topics.begin(asTopic(item, topicId, meeting));
            }
            topics.release(topicId, meetingId, start);
            topics.place(topicId);
        });
        // what was dealt with, or decided, does not come back
        agenda.items().stream().filter(item -> !item.isLeftOver()).forEach(item -> topics.settle(Topic.of(item)));
    }

    /** A decision settles its item; a deferral puts it on the next meeting, announced already or not. */
    public void decisionTaken(ReceivedEvent<DecisionTaken> event) {
        DecisionTaken decision = event.data();
        if (decision.itemId() == null) {
            return;
        }
        Item item = agendas.item(decision.meetingId(), decision.itemId()).orElse(null);
        if (item == null) {
            return;
        }
        Meeting meeting = meetings.get(decision.meetingId());
        String topicId = Topic.of(item);
        if (item.topicId() == null) {
            topics.begin(asTopic(item, topicId, meeting));
        }
        if (decision.kind() == DecisionTaken.Kind.DEFER) {
            mark(decision, Item.Status.DEFERRED);
            topics.release(
                    topicId, decision.meetingId(), meeting.details().schedule().start());
            topics.place(topicId);
        } else {
            mark(decision, Item.Status.DECIDED);
            topics.settle(topicId);
        }
    }

    /** Minutes that were circulated are to be approved by the next meeting of the series. */
    public void minutesCirculated(ReceivedEvent<MinutesFacts> event) {
        Meeting meeting = meetings.get(event.data().meetingId());
        String topicId = Topic.ofMinutes(event.data().meetingId());
        topics.begin(new Topic(
                topicId,
                Topic.State.WAITING,
                meeting.details().series().seriesId(),
                Item.Kind.MOTION,
                "Approval of the minutes of %s, %s"
                        .formatted(
                                meeting.details().title(),
                                DAY.format(meeting.details().schedule().date())),
                null,
                null,
                Item.SubjectType.MINUTES,
                event.data().meetingId(),
                LocalDate.EPOCH,
                meeting.details().schedule().start(),
                null,
                false));
        topics.place(topicId);
    }

    public void minutesApproved(ReceivedEvent<MinutesFacts> event) {
        topics.settle(Topic.ofMinutes(event.data().meetingId()));
    }

    private void mark(DecisionTaken decision, Item.Status status) {
        agendas.change(decision.meetingId(), agenda -> agenda.mark(String.valueOf(decision.itemId()), status));
    }

    /** Placed where it is, so that it can be released from there like any other. */
    private static Topic asTopic(Item item, String topicId, Meeting meeting) {
        return new Topic(
                topicId,
                Topic.State.PLACED,
                meeting.details().series().seriesId(),
                item.kind(),
                item.title(),
                item.speakerRole(),
                item.minutes(),
                item.subjectType(),
                item.subjectId(),
                LocalDate.EPOCH,
                meeting.details().schedule().start(),
                meeting.details().meetingId(),
                true);
    }
}
