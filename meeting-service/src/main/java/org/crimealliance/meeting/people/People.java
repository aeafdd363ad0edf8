package org.crimealliance.meeting.people;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.crimealliance.meeting.Policies;
import org.crimealliance.meeting.meeting.Details;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Members, officers and reports as membership-service told of them. */
@Component
public class People {

    static final String MEMBERS = "members";
    static final String OFFICERS = "officers";
    static final String REPORTS = "treasurerReports";

    private final MongoTemplate mongo;
    private final Policies policies;
    private final Clock clock;

    People(MongoTemplate mongo, Policies policies, Clock clock) {
        this.mongo = mongo;
        this.policies = policies;
        this.clock = clock;
    }

    /** Whoever is invited to the meeting today: its series' audience and its guests. */
    public List<Invitee> audience(Details meeting) {
        Stream<Invitee> audience = switch (meeting.series().audience()) {
            // no event tells of a member's standing yet: the Assembly's audience is every active member
            case ALL_MEMBERS, GOOD_STANDING -> activeMembers().map(this::asInvitee);
            case BOARD -> board().stream().map(this::asInvitee);
            case GROUP -> Stream.of();
        };
        Stream<Invitee> guests = meeting.guests().stream()
                .map(guest ->
                        new Invitee(guest.guestId(), guest.name(), guest.email(), null, guest.affiliation(), null));
        return Stream.concat(audience, guests).toList();
    }

    /** Whether somebody who was invited would still be today: not after leaving the office or the membership. */
    public Predicate<Invitee> stillInvited(Details meeting) {
        Set<String> today = audience(meeting).stream().map(Invitee::inviteeId).collect(Collectors.toSet());
        return invitee -> today.contains(invitee.inviteeId());
    }

    /** Who may vote there today, by id: the Board's officers, or the members with a vote. */
    public List<String> voters(Details meeting) {
        return switch (meeting.series().audience()) {
            case BOARD -> board().stream().map(Officer::officeId).toList();
            case ALL_MEMBERS, GOOD_STANDING, GROUP ->
                activeMembers()
                        .filter(member -> !member.category().equals("individual")) // bylaws: no vote
                        .map(Member::membershipId)
                        .toList();
        };
    }

    /** The filled seats of the Board today. */
    public List<Officer> board() {
        LocalDate today = today();
        return read(OFFICERS, new Criteria(), Officer.class)
                .filter(officer -> officer.hasSeatOn(today))
                .sorted(Comparator.comparing(Officer::officeId))
                .toList();
    }

    public Optional<Officer> officer(String officeId) {
        return read(OFFICERS, where("_id").is(officeId), Officer.class).findFirst();
    }

    /** The latest report for a meeting. */
    public Optional<TreasurerReport> reportFor(String meetingId) {
        return read(REPORTS, where("meetingId").is(meetingId), TreasurerReport.class)
                .max(Comparator.comparing(TreasurerReport::asOf).thenComparing(TreasurerReport::reportId));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(policies.zone()));
    }

    private Stream<Member> activeMembers() {
        LocalDate today = today();
        return read(MEMBERS, where("state").is("active"), Member.class)
                .filter(member -> member.isActiveOn(today))
                .sorted(Comparator.comparing(Member::membershipId));
    }

    private Invitee asInvitee(Member member) {
        boolean delegate = !member.contact().name().equals(member.name());
        return new Invitee(
                member.membershipId(),
                member.contact().name(),
                member.contact().email(),
                member.contact().language(),
                policies.affiliation(),
                delegate ? member.name() : null);
    }

    private Invitee asInvitee(Officer officer) {
        return new Invitee(officer.officeId(), officer.name(), officer.email(), null, policies.affiliation(), null);
    }

    private <T> Stream<T> read(String collection, Criteria criteria, Class<T> type) {
        return mongo.find(new Query(criteria), Document.class, collection).stream()
                .map(document -> mongo.getConverter().read(type, document));
    }
}
