package org.crimealliance.meeting.meeting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.meeting.meeting.MeetingFacts.SeriesFacts;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as the API shows it.
 *
 * @param number fixed when it is held, absent before
 * @param next the number it would get, absent once it is held
 * @param label number and year, {@code 11/2020}; a forecast until it is held
 * @param times its own local time first, then the reader's where one was asked for
 */
record MeetingView(
        String meetingId,
        String uid,
        SeriesFacts series,
        String title,
        int year,
        @Nullable Integer number,
        @Nullable Integer next,
        String label,
        String status,
        Instant start,
        Instant end,
        String zone,
        List<LocalTimes> times,
        Place place,
        int sequence,
        List<GuestView> guests,
        @Nullable Instant invitationsSentAt,
        @Nullable String reason) {

    /** A guest; the mail address for who may read it. */
    record GuestView(String guestId, String name, @Nullable String email, String affiliation) {

        static GuestView of(Guest guest, boolean withAddress) {
            return new GuestView(
                    guest.guestId(), guest.name(), withAddress ? guest.email() : null, guest.affiliation());
        }
    }

    /** The meeting's time on the clocks of a zone. */
    record LocalTimes(String zone, LocalDateTime start, LocalDateTime end) {

        static LocalTimes of(Schedule schedule, ZoneId zone) {
            return new LocalTimes(
                    zone.getId(),
                    schedule.startIn(zone).toLocalDateTime(),
                    schedule.endIn(zone).toLocalDateTime());
        }
    }

    static MeetingView of(Meeting meeting, int expected, @Nullable ZoneId reader, MeetingGate gate) {
        Details details = meeting.details();
        MeetingFacts facts = MeetingFacts.of(meeting);
        LocalTimes own = LocalTimes.of(details.schedule(), details.schedule().zone());
        return new MeetingView(
                facts.meetingId(),
                facts.uid(),
                facts.series(),
                facts.title(),
                facts.year(),
                facts.number(),
                facts.number() == null && !(meeting instanceof Meeting.Cancelled) ? expected : null,
                meeting instanceof Meeting.Cancelled ? "-" : expected + "/" + facts.year(),
                meeting.status(),
                facts.start(),
                facts.end(),
                facts.zone(),
                reader == null ? List.of(own) : List.of(own, LocalTimes.of(details.schedule(), reader)),
                gate.mayJoin(facts.meetingId()) ? facts.place() : facts.place().withoutLink(),
                facts.sequence(),
                details.guests().stream()
                        .map(guest -> GuestView.of(guest, gate.seesAddresses()))
                        .toList(),
                details.invitationsSentAt(),
                meeting instanceof Meeting.Cancelled cancelled ? cancelled.reason() : null);
    }
}
