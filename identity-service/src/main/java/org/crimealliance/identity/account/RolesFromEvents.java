package org.crimealliance.identity.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import org.bson.Document;
import org.crimealliance.identity.account.Account.Grant;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.ReadModels;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Offices and memberships become roles. */
@Configuration(proxyBeanMethods = false)
class RolesFromEvents {

    /** Which account acts for a membership, to find it when the contact changes or the membership ends. */
    private static final String CONTACTS = "membershipContacts";

    record OfficerAppointed(
            String officeId,
            String office,
            String name,
            String email,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    record OfficerEnded(String officeId, String email, LocalDate endedOn) {}

    record Contact(String name, String email) {}

    record MemberAdmitted(
            String membershipId, Contact contact, @Nullable LocalDate admittedOn) {}

    record MemberChanged(String membershipId, Contact contact) {}

    record MembershipEnded(String membershipId, LocalDate effectiveOn) {}

    @Bean
    AggregateStore<Account> accountStore(AggregateStores stores) {
        return stores.of("accounts", Account.class);
    }

    @Bean
    Subscriptions subscriptions(Accounts accounts, ReadModels models, MongoTemplate mongo) {
        Handlers handlers = new Handlers(accounts, models, mongo);
        return Subscriptions.of(
                Subscription.on("membership.officer-appointed.v1", OfficerAppointed.class, handlers::appointed),
                Subscription.on("membership.officer-ended.v1", OfficerEnded.class, handlers::ended),
                Subscription.on("membership.member-admitted.v1", MemberAdmitted.class, handlers::admitted),
                Subscription.on("membership.member-changed.v1", MemberChanged.class, handlers::changed),
                Subscription.on("membership.membership-ended.v1", MembershipEnded.class, handlers::membershipEnded));
    }

    private record Handlers(Accounts accounts, ReadModels models, MongoTemplate mongo) {

        void appointed(ReceivedEvent<OfficerAppointed> event) {
            OfficerAppointed office = event.data();
            Grant grant = new Grant(office.officeId(), office.office(), office.from(), office.until());
            accounts.apply(
                    office.email(),
                    office.name(),
                    event,
                    account -> account.withName(office.name()).with(grant, accounts.today()));
        }

        void ended(ReceivedEvent<OfficerEnded> event) {
            OfficerEnded office = event.data();
            accounts.changed(
                    EmailAddress.accountId(office.email()),
                    event,
                    account -> account.ending(office.officeId(), office.endedOn(), accounts.today()));
        }

        void admitted(ReceivedEvent<MemberAdmitted> event) {
            MemberAdmitted member = event.data();
            give(event, member.membershipId(), member.contact(), member.admittedOn());
        }

        /** The new contact gets the role, the old one loses it. */
        void changed(ReceivedEvent<MemberChanged> event) {
            MemberChanged member = event.data();
            String before = contactOf(member.membershipId());
            if (before == null
                    || before.equals(EmailAddress.accountId(member.contact().email()))) {
                return;
            }
            accounts.changed(before, event, account -> account.without(member.membershipId()));
            // last: after a crash in between the old contact is still found
            give(event, member.membershipId(), member.contact(), null);
        }

        void membershipEnded(ReceivedEvent<MembershipEnded> event) {
            MembershipEnded membership = event.data();
            String account = contactOf(membership.membershipId());
            if (account != null) {
                accounts.changed(
                        account,
                        event,
                        known -> known.ending(membership.membershipId(), membership.effectiveOn(), accounts.today()));
            }
        }

        private void give(ReceivedEvent<?> event, String membershipId, Contact contact, @Nullable LocalDate from) {
            accounts.apply(
                    contact.email(),
                    contact.name(),
                    event,
                    account -> account.with(new Grant(membershipId, Account.MEMBER, from, null), accounts.today()));
            models.apply(
                    CONTACTS, membershipId, event, Updates.set("account", EmailAddress.accountId(contact.email())));
        }

        private @Nullable String contactOf(String membershipId) {
            Document known = mongo.getCollection(CONTACTS)
                    .find(Filters.eq("_id", membershipId))
                    .first();
            return known == null ? null : known.getString("account");
        }
    }
}
