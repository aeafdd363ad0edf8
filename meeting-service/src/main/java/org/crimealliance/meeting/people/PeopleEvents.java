package org.crimealliance.meeting.people;

import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.store.ReadModels;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Keeps {@link People} up to date from the events of membership-service. */
@Component
public class PeopleEvents {

    /** {@code membership.member-admitted.v1}, {@code membership.member-changed.v1}. */
    public record MemberFacts(
            String membershipId, String category, @Nullable String kind, String name, Contact contact) {}

    /** {@code membership.membership-ended.v1}. */
    public record MembershipEnded(
            String membershipId, @Nullable LocalDate effectiveOn) {}

    /** {@code membership.officer-appointed.v1}. */
    public record OfficerAppointed(
            String officeId,
            String office,
            String name,
            String email,
            LocalDate from,
            @Nullable LocalDate until) {}

    /** {@code membership.officer-ended.v1}. */
    public record OfficerEnded(String officeId, LocalDate endedOn) {}

    /** {@code membership.treasurer-report-prepared.v1}. */
    public record ReportPrepared(
            String reportId, @Nullable String meetingId, LocalDate asOf, TreasurerReport.Figures figures) {}

    private final ReadModels models;
    private final MongoTemplate mongo;

    PeopleEvents(ReadModels models, MongoTemplate mongo) {
        this.models = models;
        this.mongo = mongo;
    }

    public void admitted(ReceivedEvent<MemberFacts> event) {
        List<Bson> effect = memberFacts(event.data());
        effect.add(Updates.set("state", "active"));
        effect.add(Updates.unset("endsOn"));
        models.apply(People.MEMBERS, event.subject(), event, Updates.combine(effect));
    }

    public void changed(ReceivedEvent<MemberFacts> event) {
        models.apply(People.MEMBERS, event.subject(), event, Updates.combine(memberFacts(event.data())));
    }

    public void ended(ReceivedEvent<MembershipEnded> event) {
        LocalDate endsOn = event.data().effectiveOn();
        models.apply(
                People.MEMBERS,
                event.subject(),
                event,
                endsOn == null ? Updates.set("state", "ended") : Updates.set("endsOn", endsOn.toString()));
    }

    public void appointed(ReceivedEvent<OfficerAppointed> event) {
        OfficerAppointed officer = event.data();
        List<Bson> effect = new ArrayList<>(List.of(
                Updates.set("officeId", officer.officeId()),
                Updates.set("office", officer.office()),
                Updates.set("name", officer.name()),
                Updates.set("email", officer.email()),
                Updates.set("from", officer.from().toString())));
        if (officer.until() != null) {
            effect.add(Updates.set("until", officer.until().toString()));
        }
        models.apply(People.OFFICERS, event.subject(), event, Updates.combine(effect));
    }

    public void officeEnded(ReceivedEvent<OfficerEnded> event) {
        models.apply(
                People.OFFICERS,
                event.subject(),
                event,
                Updates.set("endedOn", event.data().endedOn().toString()));
    }

    public void reportPrepared(ReceivedEvent<ReportPrepared> event) {
        ReportPrepared report = event.data();
        if (report.meetingId() == null) {
            return; // not for a meeting: nobody here shows it
        }
        Document figures = new Document();
        mongo.getConverter().write(report.figures(), figures);
        models.apply(
                People.REPORTS,
                event.subject(),
                event,
                Updates.combine(
                        Updates.set("reportId", report.reportId()),
                        Updates.set("meetingId", report.meetingId()),
                        Updates.set("asOf", report.asOf().toString()),
                        Updates.set("figures", figures)));
    }

    private static List<Bson> memberFacts(MemberFacts member) {
        Document contact = new Document("name", member.contact().name())
                .append("email", member.contact().email());
        if (member.contact().language() != null) {
            contact.append("language", member.contact().language());
        }
        return new ArrayList<>(List.of(
                Updates.set("membershipId", member.membershipId()),
                Updates.set("category", member.category()),
                Updates.set("kind", member.kind()),
                Updates.set("name", member.name()),
                Updates.set("contact", contact)));
    }
}
