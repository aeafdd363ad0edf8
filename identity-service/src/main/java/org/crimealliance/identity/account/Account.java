package org.crimealliance.identity.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in: known by a mail address, with the roles that offices and memberships give. A role has dates,
 * so that a term ends without anybody doing anything.
 *
 * @param email as it was told; compared by {@link EmailAddress}
 * @param name as it was told last
 * @param grants what gives roles
 * @param passwordHash argon2; absent where only e-mailed links are used
 * @param accessFrom when access was revoked last, by the machine's time: sessions and tokens of before are void; absent:
 *     never
 * @param passkeyHandle under which authenticators know the account, random; passkeys of another one are void; absent: no
 *     passkey was asked for yet
 */
public record Account(
        String email,
        String name,
        List<Grant> grants,
        @Nullable String passwordHash,
        @Nullable Instant accessFrom,
        @Nullable String passkeyHandle) {

    /** The role of every member. */
    public static final String MEMBER = "member";

    static final int MOST_GRANTS = 1000;

    public Account {
        grants = List.copyOf(grants);
    }

    /**
     * One role and what it comes from.
     *
     * @param source the id of the office or the membership
     * @param role {@code treasurer}, {@code member} ...
     * @param from first day; absent: ever since
     * @param until last day; absent: until further notice
     */
    public record Grant(
            String source,
            String role,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {

        boolean holdsOn(LocalDate day) {
            return (from == null || !day.isBefore(from)) && !isOverBefore(day);
        }

        private boolean isOverBefore(LocalDate day) {
            return until != null && until.isBefore(day);
        }
    }

    /** Tells every service to refuse the tokens of before. */
    @WireName("identity.access-revoked.v1")
    record AccessRevoked(String subject, Instant from, String reason) {}

    /** For the record: the event says who did it. */
    @WireName("identity.account-recovered.v1")
    record AccountRecovered(String subject, String reason) {}

    static Account named(String email, String name) {
        return new Account(email, name, List.of(), null, null, null);
    }

    /** The access that the account gives now. */
    public Access access() {
        return new Access(EmailAddress.accountId(email), accessFrom);
    }

    /** The roles on that day, in order. */
    public List<String> rolesOn(LocalDate day) {
        TreeSet<String> roles = new TreeSet<>();
        grants.stream().filter(grant -> grant.holdsOn(day)).forEach(grant -> roles.add(grant.role()));
        return List.copyOf(roles);
    }

    /** The membership that the account acts for on that day. */
    public Optional<String> memberIdOn(LocalDate day) {
        return memberIdsOn(day).stream().findFirst();
    }

    private List<String> memberIdsOn(LocalDate day) {
        return grants.stream()
                .filter(grant -> grant.role().equals(MEMBER) && grant.holdsOn(day))
                .map(Grant::source)
                .toList();
    }

    /**
     * The grant replaces what the same source gave before. Where there are as many as there may be, those that are over by
     * today make room.
     *
     * @throws IllegalStateException if there is no room: somebody must look at who has this address
     */
    Account with(Grant grant, LocalDate today) {
        List<Grant> kept = new ArrayList<>(without(grant.source()).grants);
        if (kept.size() >= MOST_GRANTS) {
            kept.removeIf(old -> old.isOverBefore(today));
        }
        if (kept.size() >= MOST_GRANTS) {
            throw new IllegalStateException("one address has " + MOST_GRANTS + " offices and memberships");
        }
        kept.add(grant);
        return withGrants(kept);
    }

    Account without(String source) {
        return withGrants(grants.stream()
                .filter(Predicate.not(grant -> grant.source().equals(source)))
                .toList());
    }

    /** The source gives its role until {@code lastDay} and no longer; on that day itself it has ended already. */
    Account ending(String source, LocalDate lastDay, LocalDate today) {
        if (!lastDay.isAfter(today)) {
            return without(source);
        }
        return withGrants(grants.stream()
                .map(grant -> grant.source().equals(source)
                        ? new Grant(source, grant.role(), grant.from(), earlier(grant.until(), lastDay))
                        : grant)
                .toList());
    }

    /**
     * Takes back what was given so far: sessions, and the tokens that came of them. It becomes later with each time,
     * whatever the machine's clock says.
     */
    Change<Account> revoked(String id, String reason, Instant now) {
        Instant from = accessFrom == null || now.isAfter(accessFrom) ? now : accessFrom.plusMillis(1);
        return Change.to(
                new Account(email, name, grants, passwordHash, from, passkeyHandle),
                new AccessRevoked(id, from, reason));
    }

    /** As {@link #revoked}, and the password goes too, and the passkeys. */
    Change<Account> recovered(String id, String reason, Instant now) {
        Change<Account> revoked = withPasswordHash(null).withPasskeyHandle(null).revoked(id, "recovered", now);
        return Change.to(revoked.next(), revoked.events().getFirst(), new AccountRecovered(id, reason));
    }

    /** Whether a role of this one is missing in the other on that day, or the membership that this one acts for. */
    boolean hasMoreThan(Account other, LocalDate day) {
        return !other.rolesOn(day).containsAll(rolesOn(day))
                || memberIdOn(day)
                        .filter(Predicate.not(other.memberIdsOn(day)::contains))
                        .isPresent();
    }

    Account withName(String newName) {
        return new Account(email, newName, grants, passwordHash, accessFrom, passkeyHandle);
    }

    Account withPasswordHash(@Nullable String hash) {
        return new Account(email, name, grants, hash, accessFrom, passkeyHandle);
    }

    /** Known to authenticators: as it is already, else by this handle. */
    Account knownBy(String handle) {
        return passkeyHandle == null ? withPasskeyHandle(handle) : this;
    }

    private Account withPasskeyHandle(@Nullable String handle) {
        return new Account(email, name, grants, passwordHash, accessFrom, handle);
    }

    private Account withGrants(List<Grant> changed) {
        return new Account(email, name, changed, passwordHash, accessFrom, passkeyHandle);
    }

    private static LocalDate earlier(@Nullable LocalDate known, LocalDate other) {
        return known == null || other.isBefore(known) ? other : known;
    }
}
