package org.crimealliance.meeting.minutes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.crimealliance.meeting.invitation.Invitation;
import org.crimealliance.meeting.invitation.Invitations;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.springframework.stereotype.Component;

/** Circulates minutes to everybody who was invited and whom the series still concerns, and has them approved by a later meeting of the series. */
@Component
class PublishMinutes {

    private static final int LARGEST = 512 * 1024;

    private final MinutesBook book;
    private final Meetings meetings;
    private final Invitations invitations;
    private final People people;
    private final ComposeMinutes compose;
    private final MinutesPage page;
    private final MinutesPdf pdf;
    private final Clock clock;
    private final MeterRegistry meters;

    PublishMinutes(
            MinutesBook book,
            Meetings meetings,
            Invitations invitations,
            People people,
            ComposeMinutes compose,
            MinutesPage page,
            MinutesPdf pdf,
            Clock clock,
            MeterRegistry meters) {
        this.book = book;
        this.meetings = meetings;
        this.invitations = invitations;
        this.people = people;
        this.compose = compose;
        this.page = page;
        this.pdf = pdf;
        this.clock = clock;
        this.meters = meters;
    }

    Outcome<Minutes> circulate(String meetingId) {
        Meeting meeting = meetings.get(meetingId);
        if (!(meeting instanceof Meeting.Held)) {
            return Outcome.refused(Refusal.conflict(
                    "not-held", "The meeting is " + meeting.status() + ". Close it, then circulate its minutes."));
        }
        Minutes minutes = book.of(meetingId);
        MinutesDocument document = compose.compose(meeting, minutes.content());
        return file(meeting, document, "Circulated, to be approved by the next meeting")
                .flatMap(file -> book.change(
                        meetingId,
                        current -> current.circulate(
                                minutes.revision(), document, recipients(meeting), file, clock.instant())))
                .map(circulated -> {
                    meters.counter("alliance.meetings.minutes.circulated").increment();
                    return circulated;
                });
    }

    Outcome<Minutes> approve(String meetingId, String atMeetingId) {
        Meeting meeting = meetings.get(meetingId);
        Meeting at = meetings.get(atMeetingId);
        boolean later = at.details()
                .schedule()
                .start()
                .isAfter(meeting.details().schedule().start());
        boolean sameSeries = at.details()
                .series()
                .seriesId()
                .equals(meeting.details().series().seriesId());
        boolean took = at instanceof Meeting.InSession || at instanceof Meeting.Held;
        if (!later || !sameSeries || !took) {
            return Outcome.refused(Refusal.conflict(
                    "not-a-later-meeting",
                    "Minutes are approved by a later meeting of the same series, in session or held."));
        }
        Minutes minutes = book.of(meetingId);
        MinutesDocument document = switch (minutes) {
            case Minutes.Draft draft -> compose.compose(meeting, draft.content());
            case Minutes.Circulated circulated -> circulated.document();
            case Minutes.Approved approved -> approved.document();
        };
        return file(meeting, document, "Approved, version " + Minutes.FIRST_VERSION)
                .flatMap(file -> book.change(
                        meetingId,
                        current -> current.approve(atMeetingId, recipients(meeting), file, clock.instant())));
    }

    static String fileName(Meeting meeting, String label, String extension) {
        return "minutes-%s-%s.%s".formatted(meeting.details().series().key(), label.replace('/', '-'), extension);
    }

    private Outcome<Minutes.File> file(Meeting meeting, MinutesDocument document, String state) {
        byte[] printed = pdf.print(page.html(document, state));
        if (printed.length > LARGEST) {
            return Outcome.refused(
                    Refusal.conflict("minutes-too-large", "The printed minutes are larger than 512 kB. Shorten them."));
        }
        return Outcome.done(new Minutes.File(
                fileName(meeting, document.label(), "pdf"),
                "application/pdf",
                Base64.getEncoder().encodeToString(printed)));
    }

    private List<Minutes.Recipient> recipients(Meeting meeting) {
        List<Invitee> invited = invitations.of(meeting.details().meetingId()).stream()
                .map(Invitation::invitee)
                .filter(people.stillInvited(meeting.details()))
                .toList();
        List<Invitee> readers = invited.isEmpty() ? people.audience(meeting.details()) : invited;
        return readers.stream()
                .map(invitee -> new Minutes.Recipient(invitee.inviteeId(), invitee.name(), invitee.email()))
                .toList();
    }
}
