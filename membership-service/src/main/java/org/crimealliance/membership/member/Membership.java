package org.crimealliance.membership.member;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crimealliance.membership.member.MembershipEvent.ApplicationDeferred;
import org.crimealliance.membership.member.MembershipEvent.ApplicationRejected;
import org.crimealliance.membership.member.MembershipEvent.ApplicationSubmitted;
import org.crimealliance.membership.member.MembershipEvent.ApplicationWithdrawn;
import org.crimealliance.membership.member.MembershipEvent.MemberAdmitted;
import org.crimealliance.membership.member.MembershipEvent.MemberChanged;
import org.crimealliance.membership.member.MembershipEvent.MembershipEnded;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * One membership from the application to its end: Applied, then Active, Rejected or Withdrawn; Active, then Resigning,
 * Ended or Expelled. Whether somebody is a member is a function of this history and a date, never a flag that a job must
 * flip.
 */
public sealed interface Membership {

    Profile profile();

    /** How they applied; none for members of the imported register. */
    @Nullable
    Application application();

    /** What the state is called in answers of the API. */
    String wire();

    /** A state in which somebody is, or was, a member. */
    sealed interface Admitted extends Membership {

        Admission admission();

        /** The categories since admission, the oldest first. */
        List<CategorySpell> categories();

        /** The last day of membership as far as it is known. */
        Optional<LocalDate> lastDay();

        /** Whether they were a member on this day. */
        default boolean isMemberOn(LocalDate day) {
            return !admission().on().isAfter(day)
                    && lastDay().map(last -> !last.isBefore(day)).orElse(true);
        }

        /** The category on this day; before admission that of admission. */
        default Category categoryOn(LocalDate day) {
            return categories().stream()
                    .filter(spell -> !spell.from().isAfter(day))
                    .max(Comparator.comparing(CategorySpell::from))
                    .orElse(categories().getFirst())
                    .category();
        }
    }

    @TypeAlias("applied")
    record Applied(Profile profile, Application application, List<Decision> deferrals) implements Membership {

        /** The latest; each is told by an event and stands in the minutes. */
        static final int MOST_DEFERRALS = 50;

        @Override
        public String wire() {
            return "applied";
        }

        Change<Membership> admit(String id, Decision by) {
            return admitted(id, profile, application, new Admission(by.on(), Admission.Origin.BOARD_DECISION, by));
        }

        Change<Membership> reject(String id, Decision by) {
            return Change.to(
                    new Rejected(profile, application, by),
                    new ApplicationRejected(
                            id,
                            profile.category(),
                            profile.kind(),
                            profile.name(),
                            profile.contact(),
                            by.decisionId(),
                            by.meetingId()));
        }

        Change<Membership> defer(String id, Decision by) {
            List<Decision> all = new ArrayList<>(deferrals);
            all.add(by);
            List<Decision> kept = all.subList(Math.max(0, all.size() - MOST_DEFERRALS), all.size());
            return Change.to(
                    new Applied(profile, application, List.copyOf(kept)),
                    new ApplicationDeferred(
                            id,
                            profile.category(),
                            profile.kind(),
                            profile.name(),
                            profile.contact(),
                            by.decisionId(),
                            by.meetingId()));
        }
    }

    @TypeAlias("active")
    record Active(
            Profile profile, @Nullable Application application, Admission admission, List<CategorySpell> categories)
            implements Admitted {

        @Override
        public String wire() {
            return "active";
        }

        @Override
        public Optional<LocalDate> lastDay() {
            return Optional.empty();
        }
    }

    /**
     * Resigned, but still a member with all rights until the effective date; may be revoked until then.
     *
     * @param cause of the resignation: the end of the membership belongs to it, however much later it comes
     */
    @TypeAlias("resigning")
    record Resigning(
            Profile profile,
            @Nullable Application application,
            Admission admission,
            List<CategorySpell> categories,
            LocalDate requestedOn,
            LocalDate effectiveOn,
            @Nullable Provenance cause)
            implements Admitted {

        @Override
        public String wire() {
            return "resigning";
        }

        @Override
        public Optional<LocalDate> lastDay() {
            return Optional.of(effectiveOn);
        }
    }

    @TypeAlias("ended")
    record Ended(
            Profile profile,
            @Nullable Application application,
            Admission admission,
            List<CategorySpell> categories,
            String how,
            LocalDate endedOn)
            implements Admitted {

        @Override
        public String wire() {
            return "ended";
        }

        @Override
        public Optional<LocalDate> lastDay() {
            return Optional.of(endedOn);
        }
    }

    @TypeAlias("expelled")
    record Expelled(
            Profile profile,
            @Nullable Application application,
            Admission admission,
            List<CategorySpell> categories,
            String reason,
            LocalDate expelledOn)
            implements Admitted {

        @Override
        public String wire() {
            return "expelled";
        }

        @Override
        public Optional<LocalDate> lastDay() {
            return Optional.of(expelledOn);
        }
    }

    @TypeAlias("rejected")
    record Rejected(Profile profile, Application application, Decision decision) implements Membership {

        @Override
        public String wire() {
            return "rejected";
        }
    }

    @TypeAlias("withdrawn")
    record Withdrawn(Profile profile, Application application, String reason, LocalDate withdrawnOn)
            implements Membership {

        @Override
        public String wire() {
            return "withdrawn";
        }
    }

    static Change<Membership> apply(String id, Profile profile, Application application) {
        return Change.to(
                new Applied(profile, application, List.of()),
                new ApplicationSubmitted(
                        id,
                        application.reference(),
                        profile.category(),
                        profile.kind(),
                        profile.name(),
                        profile.country(),
                        application.heardFrom(),
                        profile.contact()));
    }

    /** A member of the register that was kept before the platform. */
    static Change<Membership> register(String id, Profile profile, LocalDate memberSince) {
        return admitted(id, profile, null, new Admission(memberSince, Admission.Origin.REGISTER_IMPORT, null));
    }

    private static Change<Membership> admitted(
            String id, Profile profile, @Nullable Application application, Admission admission) {
        Decision decision = admission.decision();
        return Change.to(
                new Active(
                        profile,
                        application,
                        admission,
                        List.of(new CategorySpell(admission.on(), profile.category()))),
                new MemberAdmitted(
                        id,
                        profile.category(),
                        profile.kind(),
                        profile.name(),
                        profile.country(),
                        profile.contact(),
                        admission.on(),
                        admission.origin(),
                        decision == null ? null : decision.decisionId()));
    }

    /** The Board's decision. Delivered again it changes nothing; another decision on what is decided is refused. */
    static Outcome<Change<Membership>> decide(String id, Membership membership, Verdict verdict, Decision by) {
        if (decisions(membership).stream().anyMatch(known -> known.decisionId().equals(by.decisionId()))) {
            return Outcome.done(Change.to(membership));
        }
        return switch (membership) {
            case Applied applied ->
                Outcome.done(
                        switch (verdict) {
                            case ADMIT -> applied.admit(id, by);
                            case REJECT -> applied.reject(id, by);
                            case DEFER -> applied.defer(id, by);
                        });
            case Admitted admitted ->
                refuse(
                        "already-decided",
                        "This application was admitted on %s."
                                .formatted(admitted.admission().on()));
            case Rejected rejected ->
                refuse(
                        "already-decided",
                        "This application was rejected on %s."
                                .formatted(rejected.decision().on()));
            case Withdrawn withdrawn ->
                refuse("withdrawn", "This application was withdrawn on %s.".formatted(withdrawn.withdrawnOn()));
        };
    }

    private static List<Decision> decisions(Membership membership) {
        return switch (membership) {
            case Applied applied -> applied.deferrals();
            case Rejected rejected -> List.of(rejected.decision());
            case Withdrawn withdrawn -> List.of();
            case Admitted admitted -> {
                Decision decision = admitted.admission().decision();
                yield decision == null ? List.of() : List.of(decision);
            }
        };
    }

    static Outcome<Change<Membership>> withdraw(String id, Membership membership, String reason, LocalDate today) {
        return switch (membership) {
            case Applied applied ->
                Outcome.done(Change.to(
                        new Withdrawn(applied.profile(), applied.application(), reason, today),
                        new ApplicationWithdrawn(id, reason)));
            case Withdrawn withdrawn -> Outcome.done(Change.to(withdrawn));
            case Admitted admitted ->
                refuse("already-decided", "The Board has admitted this applicant; a member resigns instead.");
            case Rejected rejected -> refuse("already-decided", "The Board has rejected this application.");
        };
    }

    /** New particulars. A new category holds from today on. */
    static Outcome<Change<Membership>> update(String id, Membership membership, Profile profile, LocalDate today) {
        if (membership.profile().equals(profile)) {
            return Outcome.done(Change.to(membership));
        }
        MemberChanged event = new MemberChanged(
                id, profile.category(), profile.kind(), profile.name(), profile.country(), profile.contact());
        return switch (membership) {
            case Active a ->
                Outcome.done(Change.to(
                        new Active(profile, a.application(), a.admission(), spells(a, profile, today)), event));
            case Resigning r ->
                Outcome.done(Change.to(
                        new Resigning(
                                profile,
                                r.application(),
                                r.admission(),
                                spells(r, profile, today),
                                r.requestedOn(),
                                r.effectiveOn(),
                                r.cause()),
                        event));
            case Ended ended -> refuse("membership-ended", "This membership ended on %s.".formatted(ended.endedOn()));
            case Expelled gone ->
                refuse("membership-ended", "This member was expelled on %s.".formatted(gone.expelledOn()));
            case Applied applied -> refuse("not-a-member", "The Board has not decided on this application yet.");
            case Rejected rejected -> refuse("not-a-member", "This application was rejected.");
            case Withdrawn withdrawn -> refuse("not-a-member", "This application was withdrawn.");
        };
    }

    /** Categories kept of one member; nobody changes it so often but by mistake. */
    int MOST_SPELLS = 200;

    private static List<CategorySpell> spells(Admitted member, Profile profile, LocalDate today) {
        List<CategorySpell> spells = new ArrayList<>(member.categories());
        if (spells.getLast().category() != profile.category()) {
            spells.add(new CategorySpell(today, profile.category()));
        }
        if (spells.size() > MOST_SPELLS) {
            spells.remove(1); // the first is since admission
        }
        return List.copyOf(spells);
    }

    /** Resigns to the end of the financial year, the calendar year. */
    static Outcome<Change<Membership>> resign(Membership membership, LocalDate requestedOn, Provenance cause) {
        return switch (membership) {
            case Active a ->
                Outcome.done(Change.to(new Resigning(
                        a.profile(),
                        a.application(),
                        a.admission(),
                        a.categories(),
                        requestedOn,
                        LocalDate.of(requestedOn.getYear(), 12, 31),
                        cause)));
            case Resigning resigning -> Outcome.done(Change.to(resigning));
            case Ended ended -> refuse("membership-ended", "This membership ended on %s.".formatted(ended.endedOn()));
            case Expelled gone ->
                refuse("membership-ended", "This member was expelled on %s.".formatted(gone.expelledOn()));
            case Applied applied -> refuse("not-a-member", "An application is withdrawn, not resigned.");
            case Rejected rejected -> refuse("not-a-member", "This application was rejected.");
            case Withdrawn withdrawn -> refuse("not-a-member", "This application was withdrawn.");
        };
    }

    /** Takes a resignation back, up to its effective date. */
    static Outcome<Change<Membership>> revokeResignation(Membership membership, LocalDate today) {
        return switch (membership) {
            case Resigning r
            when !today.isAfter(r.effectiveOn()) ->
                Outcome.done(Change.to(new Active(r.profile(), r.application(), r.admission(), r.categories())));
            case Resigning r ->
                refuse("membership-ended", "The resignation took effect on %s.".formatted(r.effectiveOn()));
            case Active active -> Outcome.done(Change.to(active));
            case Ended e -> refuse("membership-ended", "This membership has ended.");
            case Expelled e -> refuse("membership-ended", "This membership has ended.");
            case Applied e -> refuse("not-a-member", "There is no resignation to revoke.");
            case Rejected e -> refuse("not-a-member", "There is no resignation to revoke.");
            case Withdrawn e -> refuse("not-a-member", "There is no resignation to revoke.");
        };
    }

    /** Excludes a member, by a decision of the Board or the General Assembly. */
    static Outcome<Change<Membership>> expel(String id, Membership membership, String reason, LocalDate on) {
        return switch (membership) {
            case Active a ->
                Outcome.done(Change.to(
                        new Expelled(a.profile(), a.application(), a.admission(), a.categories(), reason, on),
                        new MembershipEnded(id, "expelled", on)));
            case Resigning r ->
                Outcome.done(Change.to(
                        new Expelled(r.profile(), r.application(), r.admission(), r.categories(), reason, on),
                        new MembershipEnded(id, "expelled", on)));
            case Expelled expelled -> Outcome.done(Change.to(expelled));
            case Ended ended -> refuse("membership-ended", "This membership ended on %s.".formatted(ended.endedOn()));
            case Applied applied -> refuse("not-a-member", "An application is rejected, not expelled.");
            case Rejected rejected -> refuse("not-a-member", "This application was rejected.");
            case Withdrawn withdrawn -> refuse("not-a-member", "This application was withdrawn.");
        };
    }

    /** Tells that a resignation has taken effect, once its last day is over. */
    static Outcome<Change<Membership>> lapse(String id, Membership membership, LocalDate today) {
        return membership instanceof Resigning r && today.isAfter(r.effectiveOn())
                ? Outcome.done(Change.to(
                        new Ended(
                                r.profile(),
                                r.application(),
                                r.admission(),
                                r.categories(),
                                "resigned",
                                r.effectiveOn()),
                        new MembershipEnded(id, "resigned", r.effectiveOn())))
                : Outcome.done(Change.to(membership));
    }

    private static Outcome<Change<Membership>> refuse(String code, String message) {
        return Outcome.refused(Refusal.conflict(code, message));
    }
}
