package org.crimealliance.membership.application;

import com.mongodb.client.model.Filters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.application.ApplicationForm.Confirmed;
import org.crimealliance.membership.application.ApplicationForm.Erased;
import org.crimealliance.membership.application.ApplicationForm.Origin;
import org.crimealliance.membership.application.ApplicationForm.Unconfirmed;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.ConfirmationMails.Turn;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.seal.LinkSealer;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * From the public form to the application:
 *
 * <ol>
 *   <li>somebody sends the form: a mail with a link goes to the contact, as far as the limits go ({@link Unconfirmed});
 *   <li>the contact follows the link, sees what was sent with that address, and confirms: the application arrives, and everybody is told ({@link Confirmed});
 *   <li>or nobody confirms it in time: what was typed is erased ({@link Erased}).
 * </ol>
 */
@Component
class ApplicationForms {

    @Configuration
    static class Works {
        @Bean
        PersonErasure applicationFormErasure(ApplicationForms forms) {
            return forms::erase;
        }

        @Bean
        Sweeper applicationFormSweep(
                ApplicationForms forms, @Value("${alliance.membership.applications.sweep}") Duration every) {
            return new Sweeper("application-forms", every, forms::sweep);
        }
    }

    private static final String PURPOSE = "application";
    private static final String FORM = "form-";
    private static final String FORMS = "applicationForms";
    private static final String LINKS = "applicationLinks";
    private static final int PORTION = 500;

    record Submitted(String membershipId, String reference) {}

    private final AggregateStore<ApplicationForm> store;
    private final PersonalLinks links;
    private final Memberships memberships;
    private final ApplicantKeys keys;
    private final ConfirmationMails mails;
    private final PersonKeys personKeys;
    private final MembershipCalendar calendar;
    private final Duration confirmWithin;
    private final Ids ids;
    private final MongoTemplate mongo;
    private final MeterRegistry meters;

    ApplicationForms(
            AggregateStores stores,
            Memberships memberships,
            ApplicantKeys keys,
            ConfirmationMails mails,
            PersonKeys personKeys,
            MembershipCalendar calendar,
            Ids ids,
            MongoTemplate mongo,
            MeterRegistry meters,
            @Value("${alliance.membership.applications.confirm-within}") Duration confirmWithin,
            @Value("${alliance.link-secret}") String secret,
            LinkSealer sealer,
            @Value("${alliance.gateway}") String gateway) {
        this.store = stores.of(FORMS, ApplicationForm.class);
        this.links = new PersonalLinks(mongo, secret, sealer, gateway, LINKS, "contact", "until");
        this.memberships = memberships;
        this.keys = keys;
        this.mails = mails;
        this.personKeys = personKeys;
        this.calendar = calendar;
        this.ids = ids;
        this.mongo = mongo;
        this.meters = meters;
        this.confirmWithin = confirmWithin;
    }

    /**
     * @param address that it was sent from
     */
    Submitted submit(Profile applicant, String heardFrom, String address) {
        String id = IdempotencyKey.idFor("membership", ids);
        String reference = "A-" + id.substring(id.length() - 8).toUpperCase(Locale.ROOT);
        Origin origin = new Origin(
                mails.recipient(MailAddress.comparable(applicant.contact().email())), mails.network(address));
        Unconfirmed form =
                new Unconfirmed(applicant, reference, heardFrom, calendar.now().plus(confirmWithin), origin, false);
        Change<ApplicationForm> sent = mail(id, form, mails.turn(origin.contact(), origin.network()));
        store.create(formOf(id), sent.next(), sent.events());
        count("sent", applicant);
        return new Submitted(id, reference);
    }

    /** An aggregate of its own, with numbers of its own for its events: never the id of the membership. */
    static String formOf(String membershipId) {
        return FORM + membershipId;
    }

    static String membershipOf(String formId) {
        return formId.substring(FORM.length());
    }

    /**
     * With a mail to the contact, as far as the limits go. Who has just had some finds this form by their links too and
     * needs no other; who cannot have one now because of all the others waits for the sweep.
     */
    private Change<ApplicationForm> mail(String id, Unconfirmed form, Turn turn) {
        return switch (turn) {
            case NOW ->
                ApplicationForm.tell(formOf(id), id, form, link(form.origin().contact()));
            case RECIPIENT_HAS_ENOUGH -> Change.to(form.toldNow());
            case NETWORK_WAITS, ALL_WAIT -> Change.to(form);
        };
    }

    /**
     * The forms that wait for whoever holds this link, the newest first; empty where the link is not known.
     *
     * @param before the membership whose form was the last of the page before; others may have sent many
     */
    Optional<List<Stored<ApplicationForm>>> byLink(String token, @Nullable String before, int limit) {
        return contactOf(token).map(contact -> {
            Criteria theirs = Criteria.where("state._class")
                    .is("form-unconfirmed")
                    .and("state.origin.contact")
                    .is(contact)
                    .and("state.until")
                    .gte(calendar.now());
            return store.find(
                    Query.query(before == null ? theirs : theirs.and("_id").lt(formOf(before)))
                            .with(Sort.by(Direction.DESC, "_id"))
                            .limit(limit + 1));
        });
    }

    /** Outlives every form that was sent before it was mailed. */
    private String link(String contact) {
        LocalDate until = calendar.today().plusDays(confirmWithin.toDays() + 1);
        return links.issue(PURPOSE, contact, until.toString());
    }

    private Optional<String> contactOf(String token) {
        return links.find(PURPOSE, token)
                .filter(standsFor -> !calendar.today().isAfter(LocalDate.parse(standsFor.get(1))))
                .map(standsFor -> standsFor.get(0));
    }

    /** The application arrives now. Again: the same. */
    Outcome<ApplicationForm> confirm(String token, String id) {
        Instant now = calendar.now();
        String contact = contactOf(token).orElse(null);
        ApplicationForm form = store.find(formOf(id)).map(Stored::state).orElse(null);
        return switch (form) {
            case Unconfirmed typed
            when typed.origin().contact().equals(contact) && !now.isAfter(typed.until()) -> {
                Provenance.ofLink(PURPOSE).run(() -> arrive(id, typed, now));
                // last: after a crash in between the link still works, and the application is there once
                yield store.change(
                                formOf(id),
                                current -> Outcome.done(ApplicationForm.confirmed(
                                        current, typed.origin().contact(), now)))
                        .map(Stored::state);
            }
            case Confirmed confirmed when confirmed.contact().equals(contact) -> Outcome.done(confirmed);
            case null, default -> Outcome.refused(Refusal.notFound("This application"));
        };
    }

    private void arrive(String id, Unconfirmed typed, Instant now) {
        Application application = new Application(
                typed.reference(), now, calendar.dateOf(now), typed.heardFrom(), keys.claim(id, typed.applicant()));
        if (memberships
                .create(id, Membership.apply(id, typed.applicant(), application))
                .isNew()) {
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

    /** Sends the mails that waited, and erases what nobody confirmed in time. */
    void sweep() {
        Instant now = calendar.now();
        mailWhatWaits();
        for (Stored<ApplicationForm> late : store.find(Query.query(Criteria.where("state._class")
                .is("form-unconfirmed")
                .and("state.until")
                .lt(now)))) {
            store.change(late.id(), form -> Outcome.done(ApplicationForm.erase(form, now)));
        }
        mongo.getCollection(LINKS)
                .deleteMany(Filters.lt("until", calendar.today().toString()));
        for (Stored<ApplicationForm> erased :
                store.find(Query.query(Criteria.where("state._class").is("form-erased")))) {
            personKeys.erase(erased.id()); // before it is forgotten that it is to be done
            // what is left once its events have gone
            mongo.getCollection(FORMS)
                    .deleteOne(Filters.and(Filters.eq("_id", erased.id()), Filters.exists("outbox.0", false)));
        }
    }

    /** What a restored store has again. */
    private void erase(String form) {
        Instant now = calendar.now();
        if (form.startsWith(FORM)) {
            store.change(form, current -> Outcome.done(ApplicationForm.erased(current, now)));
        }
    }

    private void mailWhatWaits() {
        ConfirmationMails.Pass pass = mails.pass();
        String after = "";
        List<Stored<ApplicationForm>> portion;
        do {
            portion = store.find(Query.query(Criteria.where("state._class")
                            .is("form-unconfirmed")
                            .and("state.told")
                            .is(false)
                            .and("_id")
                            .gt(after))
                    .with(Sort.by("_id"))
                    .limit(PORTION));
            for (Stored<ApplicationForm> waiting : portion) {
                after = waiting.id();
                if (waiting.state() instanceof Unconfirmed form) {
                    Turn turn = pass.turn(form.origin().contact(), form.origin().network());
                    if (turn == Turn.ALL_WAIT) {
                        return;
                    }
                    Change<ApplicationForm> sent = mail(membershipOf(waiting.id()), form, turn);
                    store.change(
                            waiting.id(), current -> Outcome.done(current.equals(form) ? sent : Change.to(current)));
                }
            }
        } while (portion.size() == PORTION);
    }
}
