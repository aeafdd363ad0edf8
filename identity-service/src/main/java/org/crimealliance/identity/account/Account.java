package org.crimealliance.identity.account;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in: known by a mail address, with the roles that offices and memberships give. A role has dates,
 * so that a term ends without anybody doing anything.
 *
 * @param email as it was told; compared by {@link EmailAddress}
 * @param name as it was told last
 * @param grants what gives roles
 * @param passwordHash argon2; absent where only e-mailed links are used
 */
public record Account(
        String email,
        String name,
        List<Grant> grants,
        @Nullable String passwordHash) {

    /** The role of every member. */
    public static final String MEMBER = "member";

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
            return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
        }
    }

    static Account named(String email, String name) {
        return new Account(email, name, List.of(), null);
    }

    /** The roles on that day, in order. */
    public List<String> rolesOn(LocalDate day) {
        TreeSet<String> roles = new TreeSet<>();
        grants.stream().filter(grant -> grant.holdsOn(day)).forEach(grant -> roles.add(grant.role()));
        return List.copyOf(roles);
    }

    /** The membership that the account acts for on that day. */
    public Optional<String> memberIdOn(LocalDate day) {
        return grants.stream()
                .filter(grant -> grant.role().equals(MEMBER) && grant.holdsOn(day))
                .map(Grant::source)
                .findFirst();
    }

    /** The grant replaces what the same source gave before. */
    Account with(Grant grant) {
        List<Grant> kept = new ArrayList<>(without(grant.source()).grants);
        kept.add(grant);
        return new Account(email, name, kept, passwordHash);
    }

    Account without(String source) {
        return withGrants(grants.stream()
                .filter(Predicate.not(grant -> grant.source().equals(source)))
                .toList());
    }

    /** The source gives its role until {@code lastDay} and no longer. */
    Account ending(String source, LocalDate lastDay) {
        return withGrants(grants.stream()
                .map(grant -> grant.source().equals(source)
                        ? new Grant(source, grant.role(), grant.from(), earlier(grant.until(), lastDay))
                        : grant)
                .toList());
    }

    Account withName(String newName) {
        return new Account(email, newName, grants, passwordHash);
    }

    Account withPasswordHash(String hash) {
        return new Account(email, name, grants, hash);
    }

    private Account withGrants(List<Grant> changed) {
        return new Account(email, name, changed, passwordHash);
    }

    private static LocalDate earlier(@Nullable LocalDate known, LocalDate other) {
        return known == null || other.isBefore(known) ? other : known;
    }
}
