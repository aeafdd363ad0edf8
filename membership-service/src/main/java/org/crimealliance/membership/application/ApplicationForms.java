package org.crimealliance.membership.application;

import com.mongodb.client.model.Filters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.application.ApplicationForm.Confirmed;
import org.crimealliance.membership.application.ApplicationForm.Erased;
import org.crimealliance.membership.application.ApplicationForm.Unconfirmed;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * From the public form to the application:
 *
 * <ol>
 *   <li>somebody sends the form: a mail with a link goes to the contact ({@link Unconfirmed});
 *   <li>the contact follows the link and confirms: the application arrives, and everybody is told ({@link Confirmed});
 *   <li>or nobody confirms it in time: what was typed is erased ({@link Erased}).
 * </ol>
 */
@Component
class ApplicationForms {

    @Configuration
    static class Works {
        @Bean
        Sweeper applicationFormSweep(
                ApplicationForms forms, @Value("${alliance.membership.applications.sweep}") Duration every) {
            return new Sweeper("application-forms", every, forms::sweep);
        }
    }

    private static final String PURPOSE = "application";
    private static final String FORMS = "applicationForms";
    private static final String LINKS = "applicationLinks";

    record Submitted(String membershipId, String reference) {}

    private final AggregateStore<ApplicationForm> store;
    private final PersonalLinks links;
    private final Memberships memberships;
    private final ApplicantKeys keys;
    private final MembershipCalendar calendar;
    private final Duration confirmWithin;
    private final Ids ids;
    private final MongoTemplate mongo;
    private final MeterRegistry meters;

    ApplicationForms(
            AggregateStores stores,
            Memberships memberships,
            ApplicantKeys keys,
            MembershipCalendar calendar,
            Ids ids,
            MongoTemplate mongo,
            MeterRegistry meters,
            @Value("${alliance.membership.applications.confirm-within}") Duration confirmWithin,
            @Value("${alliance.link-secret}") String secret,
            @Value("${alliance.gateway}") String gateway) {
        this.store = stores.of(FORMS, ApplicationForm.class);
        this.links = new PersonalLinks(mongo, secret, gateway, LINKS, "form");
        this.memberships = memberships;
        this.keys = keys;
        this.calendar = calendar;
        this.ids = ids;
        this.mongo = mongo;
        this.meters = meters;
        this.confirmWithin = confirmWithin;
    }

    Submitted submit(Profile applicant, String heardFrom) {
        String id = IdempotencyKey.idFor("membership", ids);
        String reference = "A-" + id.substring(id.length() - 8).toUpperCase(Locale.ROOT);
        Unconfirmed form = new Unconfirmed(
                applicant, reference, heardFrom, calendar.now().plus(confirmWithin));
        Change<ApplicationForm> sent = ApplicationForm.send(id, form, links.issue(PURPOSE, id));
        store.create(id, sent.next(), sent.events());
        count("sent", applicant);
        return new Submitted(id, reference);
    }

    /** The form behind a link, while it can be confirmed or has been. */
    Optional<ApplicationForm> byLink(String token) {
        return idOf(token).flatMap(store::find).map(Stored::state).filter(this::holds);
    }

    private Optional<String> idOf(String token) {
        return links.find(PURPOSE, token).map(standsFor -> standsFor.get(0));
    }

    private boolean holds(ApplicationForm form) {
        return switch (form) {
            case Unconfirmed typed -> !calendar.now().isAfter(typed.until());
            case Confirmed confirmed -> true;
            case Erased erased -> false;
        };
    }

    /** The application arrives now. Again: the same. */
    Outcome<ApplicationForm> confirm(String token) {
        Instant now = calendar.now();
        String id = idOf(token).orElse(null);
        ApplicationForm form = byLink(token).orElse(null);
        if (id == null || form == null) {
            return Outcome.refused(Refusal.notFound("This link"));
        }
        if (form instanceof Unconfirmed typed) {
            Provenance.ofLink(PURPOSE).run(() -> arrive(id, typed, now));
        }
        // last: after a crash in between the link still works, and the application is there once
        return store.change(id, current -> Outcome.done(ApplicationForm.confirmed(current, now)))
                .map(Stored::state);
    }

    private void arrive(String id, Unconfirmed typed, Instant now) {
        Application application = new Application(
                typed.reference(),
                now,
                calendar.dateOf(now),
                typed.heardFrom(),
                keys.claim(id, typed.applicant()));
        if (memberships.create(id, Membership.apply(id, typed.applicant(), application)).isNew()) {
            count("submitted", typed.applicant());
        }
    }

    private void count(String what, Profile applicant) {
        meters.counter(
                        "alliance.applications." + what,
                        "category",
                        applicant.category().wire())
                .increment();
    }

    /** Erases what nobody confirmed in time, and removes what is left once its events have gone. */
    void sweep() {
        Instant now = calendar.now();
        for (Stored<ApplicationForm> late : store.find(Query.query(Criteria.where("state._class")
                .is("form-unconfirmed")
                .and("state.until")
                .lt(now)))) {
            store.change(late.id(), form -> Outcome.done(ApplicationForm.erase(form, now)));
        }
        for (Stored<ApplicationForm> erased :
                store.find(Query.query(Criteria.where("state._class").is("form-erased")))) {
            mongo.getCollection(LINKS).deleteOne(Filters.eq("form", erased.id()));
            mongo.getCollection(FORMS)
                    .deleteOne(Filters.and(
                            Filters.eq("_id", erased.id()),
                            Filters.eq("state._class", "form-erased"),
                            Filters.exists("outbox.0", false)));
        }
    }
}
