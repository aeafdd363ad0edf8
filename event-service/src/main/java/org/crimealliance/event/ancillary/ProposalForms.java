package org.crimealliance.event.ancillary;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crimealliance.event.ancillary.ProposalForm.Addressee;
import org.crimealliance.event.ancillary.ProposalForm.ConfirmationRequested;
import org.crimealliance.event.ancillary.ProposalForm.Confirmed;
import org.crimealliance.event.ancillary.ProposalForm.Erased;
import org.crimealliance.event.ancillary.ProposalForm.Origin;
import org.crimealliance.event.ancillary.ProposalForm.Unconfirmed;
import org.crimealliance.event.ancillary.ProposeMeeting.Proposal;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.ConfirmationMails.Turn;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.store.StoredTypes;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * From the public form to the proposal:
 *
 * <ol>
 *   <li>somebody sends the form: a mail with a link goes to the contact, as far as the limits go ({@link Unconfirmed});
 *   <li>the contact follows the link, sees what was sent with that address, and confirms: the congress team has a proposal ({@link Confirmed});
 *   <li>or nobody confirms it in time: what was typed is erased ({@link Erased}).
 * </ol>
 */
@Component
class ProposalForms {

    @Configuration
    static class Works {
        @Bean
        PersonErasure proposalFormErasure(ProposalForms forms) {
            return forms::erase;
        }

        @Bean
        Sweeper proposalFormSweep(ProposalForms forms, @Value("${alliance.event.forms-sweep}") Duration pause) {
            return new Sweeper("proposal-forms", pause, forms::sweep);
        }
    }

    private static final String PURPOSE = "proposal";
    private static final String FORM = "form-";
    private static final String FORMS = "proposalForms";
    private static final int PORTION = 500;

    private final AggregateStore<ProposalForm> store;
    private final CongressLinks links;
    private final Congresses congresses;
    private final ProposeMeeting proposals;
    private final ConfirmationMails mails;
    private final PersonKeys personKeys;
    private final Clock clock;
    private final MongoTemplate mongo;
    private final Duration confirmWithin;

    ProposalForms(
            AggregateStores stores,
            CongressLinks links,
            Congresses congresses,
            ProposeMeeting proposals,
            ConfirmationMails mails,
            PersonKeys personKeys,
            Clock clock,
            MongoTemplate mongo,
            @Value("${alliance.event.confirm-within}") Duration confirmWithin) {
        this.store = stores.of(FORMS, ProposalForm.class);
        this.links = links;
        this.congresses = congresses;
        this.proposals = proposals;
        this.mails = mails;
        this.personKeys = personKeys;
        this.clock = clock;
        this.mongo = mongo;
        this.confirmWithin = confirmWithin;
    }

    @EventListener(ApplicationReadyEvent.class)
    void declareIndexes() {
        mongo.indexOps(FORMS).createIndex(new Index("state._class", Direction.ASC));
        mongo.indexOps(FORMS).createIndex(new Index("state.origin.contact", Direction.ASC));
    }

    /**
     * @param address that it was sent from
     * @return the id of the ancillary meeting that may come of it
     */
    String send(String congressId, Proposal proposal, String address) {
        String id = proposals.newId();
        if (IdempotencyKey.isRepetition() && store.find(formOf(id)).isPresent()) {
            return id; // the call may have closed since
        }
        proposals.requireOpenCall(congressId);
        Origin origin =
                new Origin(mails.recipient(MailAddress.comparable(proposal.contactEmail())), mails.network(address));
        Unconfirmed form = new Unconfirmed(congressId, proposal, clock.instant().plus(confirmWithin), origin, false);
        Change<ProposalForm> sent = mail(id, form, mails.turn(origin.contact(), origin.network()));
        store.create(formOf(id), sent.next(), sent.events());
        return id;
    }

    /** An aggregate of its own, with numbers of its own for its events: never the id of the ancillary meeting. */
    private static String formOf(String meetingId) {
        return FORM + meetingId;
    }

    static String meetingOf(String formId) {
        return formId.substring(FORM.length());
    }

    /**
     * With a mail to the contact, as far as the limits go. Who has had enough for now finds this form by the link to another,
     * if there was one of late; those mails may have been about something else, and then this one waits too.
     */
    private Change<ProposalForm> mail(String id, Unconfirmed form, Turn turn) {
        return switch (turn) {
            case NOW ->
                Change.to(
                        form.toldNow(),
                        new ConfirmationRequested(
                                formOf(id),
                                id,
                                form.congressId(),
                                congressName(form.congressId()),
                                new Addressee(form.proposal().contactEmail().strip()),
                                link(form.origin().contact())));
            case RECIPIENT_HAS_ENOUGH -> Change.to(hasLinkTo(form) ? form.toldNow() : form);
            case NETWORK_WAITS, ALL_WAIT -> Change.to(form);
        };
    }

    /** A link outlives each form that was sent within the day before it was mailed, and within the day after. */
    private boolean hasLinkTo(Unconfirmed form) {
        return store.count(Query.query(waitingFor(form.origin().contact())
                        .and("state.told")
                        .is(true)
                        .and("state.until")
                        .gte(form.until().minus(Duration.ofDays(1)))))
                > 0;
    }

    private String link(String contact) {
        return links.issue(PURPOSE, today().plusDays(confirmWithin.toDays() + 1).toString(), contact);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private CongressLinks.Link find(String token) {
        return links.find(PURPOSE, token)
                .filter(link -> !today().isAfter(LocalDate.parse(link.scope())))
                .orElse(CongressLinks.Link.NOBODY);
    }

    /**
     * The forms that wait for whoever holds this link, the newest first; empty where the link is not known.
     *
     * @param before the ancillary meeting whose form was the last of the page before; others may have sent many
     */
    Optional<List<Stored<ProposalForm>>> byLink(String token, @Nullable String before, int limit) {
        CongressLinks.Link link = find(token);
        Criteria theirs = waitingFor(link.subject()).and("state.until").gte(clock.instant());
        List<Stored<ProposalForm>> found = store.find(
                Query.query(before == null ? theirs : theirs.and("_id").lt(formOf(before)))
                        .with(Sort.by(Direction.DESC, "_id"))
                        .limit(limit + 1));
        return link.equals(CongressLinks.Link.NOBODY) ? Optional.empty() : Optional.of(found);
    }

    private static Criteria waitingFor(String contact) {
        return unconfirmed().and("state.origin.contact").is(contact);
    }

    private static Criteria unconfirmed() {
        return Criteria.where("state._class").is(StoredTypes.nameOf(Unconfirmed.class));
    }

    String congressName(String congressId) {
        return congresses.get(congressId).name();
    }

    /** The congress team has the proposal now. Again: the same. 409 {@code call-closed} if the call closed meanwhile. */
    void confirm(String token, String id) {
        Instant now = clock.instant();
        String contact = find(token).subject();
        ProposalForm form = store.find(formOf(id)).map(Stored::state).orElse(null);
        switch (form) {
            case Unconfirmed sent
            when sent.origin().contact().equals(contact) && !now.isAfter(sent.until()) -> {
                Provenance.ofLink(PURPOSE).run(() -> proposals.arrive(id, sent.congressId(), sent.proposal()));
                // last: after a crash in between the link still works, and the proposal is there once, also where the
                // form has just been erased
                store.change(formOf(id), current -> Outcome.done(ProposalForm.confirmed(current, contact, now)));
            }
            case Confirmed confirmed when confirmed.contact().equals(contact) -> {}
            case null, default -> throw new RefusedException(Refusal.notFound("This proposal"));
        }
    }

    /** Erases what nobody confirmed in time, and sends the mails that waited. */
    void sweep() {
        Instant now = clock.instant();
        for (Stored<ProposalForm> late :
                store.find(Query.query(unconfirmed().and("state.until").lt(now)).limit(PORTION))) {
            store.change(late.id(), form -> Outcome.done(ProposalForm.expired(form, now)));
        }
        mailWhatWaits();
        links.forget(PURPOSE, today().toString());
        for (Stored<ProposalForm> erased :
                store.find(Query.query(Criteria.where("state._class").is(StoredTypes.nameOf(Erased.class)))
                        .limit(PORTION))) {
            personKeys.erase(erased.id()); // before it is forgotten that it is to be done
            // what is left once its events have gone
            mongo.getCollection(FORMS)
                    .deleteOne(Filters.and(Filters.eq("_id", erased.id()), Filters.exists("outbox.0", false)));
        }
    }

    /** What a restored store has again. */
    private void erase(String form) {
        Instant now = clock.instant();
        if (form.startsWith(FORM)) {
            store.change(form, current -> Outcome.done(ProposalForm.erased(current, now)));
        }
    }

    private void mailWhatWaits() {
        ConfirmationMails.Pass pass = mails.pass();
        String after = "";
        List<Stored<ProposalForm>> portion;
        do {
            portion = store.find(Query.query(
                            unconfirmed().and("state.told").is(false).and("_id").gt(after))
                    .with(Sort.by("_id"))
                    .limit(PORTION));
            for (Stored<ProposalForm> waiting : portion) {
                after = waiting.id();
                if (waiting.state() instanceof Unconfirmed form) {
                    Turn turn = pass.turn(form.origin().contact(), form.origin().network());
                    if (turn == Turn.ALL_WAIT) {
                        return;
                    }
                    Change<ProposalForm> sent = mail(meetingOf(waiting.id()), form, turn);
                    store.change(
                            waiting.id(), current -> Outcome.done(current.equals(form) ? sent : Change.to(current)));
                }
            }
        } while (portion.size() == PORTION);
    }
}
