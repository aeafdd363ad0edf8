package org.crimealliance.meeting.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/** Who is at one meeting, and who votes for whom. */
@TypeAlias("attendance")
record Attendance(String meetingId, List<Attendee> attendees, List<Proxy> proxies) {

    static final int LIMIT = 2000;

    Attendance {
        attendees = List.copyOf(attendees);
        proxies = List.copyOf(proxies);
    }

    /** {@code from} is away and is voted for by {@code to}. */
    record Proxy(String from, String to) {}

    static Attendance empty(String meetingId) {
        return new Attendance(meetingId, List.of(), List.of());
    }

    Outcome<Change<Attendance>> put(Attendee attendee) {
        List<Attendee> others = new ArrayList<>(attendees.stream()
                .filter(known -> !known.attendeeId().equals(attendee.attendeeId()))
                .toList());
        if (others.size() >= LIMIT) {
            return Outcome.refused(Refusal.conflict(
                    "too-many-attendees", "A list of participants has at most " + LIMIT + " entries."));
        }
        int place = attendees.stream().map(Attendee::attendeeId).toList().indexOf(attendee.attendeeId());
        others.add(place < 0 ? others.size() : place, attendee);
        return Outcome.done(Change.to(new Attendance(meetingId, others, proxies)));
    }

    /** A proxy; the same again changes nothing, another holder replaces the first. */
    Outcome<Change<Attendance>> give(Proxy proxy, int perHolder) {
        if (proxies.contains(proxy)) {
            return Outcome.done(Change.to(this));
        }
        List<Proxy> others = new ArrayList<>(proxies.stream()
                .filter(known -> !known.from().equals(proxy.from()))
                .toList());
        long held =
                others.stream().filter(known -> known.to().equals(proxy.to())).count();
        if (held >= perHolder) {
            return Outcome.refused(Refusal.conflict(
                    "holds-a-proxy-already",
                    "One person may hold " + perHolder + " proxy at most. Name another holder."));
        }
        others.add(proxy);
        return Outcome.done(Change.to(new Attendance(meetingId, attendees, others)));
    }

    boolean isThere(String attendeeId, Instant moment) {
        return attendees.stream()
                .anyMatch(attendee -> attendee.attendeeId().equals(attendeeId) && attendee.isThereAt(moment));
    }

    /** Of these voters: who is there, and who is away but represented by one who is there. */
    Presence presence(Collection<String> voters, Instant moment) {
        List<String> there =
                voters.stream().filter(voter -> isThere(voter, moment)).toList();
        List<Presence.Represented> represented = voters.stream()
                .filter(voter -> !there.contains(voter))
                .flatMap(voter ->
                        holderOf(voter)
                                .filter(there::contains)
                                .map(holder -> new Presence.Represented(voter, holder))
                                .stream())
                .toList();
        return new Presence(there, represented);
    }

    private Optional<String> holderOf(String giver) {
        return proxies.stream()
                .filter(proxy -> proxy.from().equals(giver))
                .map(Proxy::to)
                .findFirst();
    }
}
