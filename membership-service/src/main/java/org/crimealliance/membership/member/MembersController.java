package org.crimealliance.membership.member;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Members: who they are, how many, and how a membership ends. */
@RestController
@RequestMapping("/api/membership/members")
@Tag(name = "Members")
class MembersController {

    private final Memberships memberships;
    private final MembershipCalendar calendar;

    MembersController(Memberships memberships, MembershipCalendar calendar) {
        this.memberships = memberships;
        this.calendar = calendar;
    }

    /**
     * Members in the order of their ids; {@code q} is looked for in name, contact (where the
     * caller reads it) and member number, folded.
     */
    @GetMapping
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "List members, by category, state and text")
    KeyedPage<MemberView> list(
            @RequestParam(required = false) @Pattern(regexp = Category.PATTERN) @Nullable String category,
            @RequestParam(required = false) @Pattern(regexp = "active|resigning|ended|expelled") @Nullable String state,
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        Criteria states = state == null
                ? Criteria.where("state._class").in(Memberships.ADMITTED)
                : Criteria.where("state._class").is(state);
        Criteria which = category == null
                ? states
                : new Criteria()
                        .andOperator(
                                states,
                                Criteria.where("state.profile.category")
                                        .is(Category.of(category).name()));
        String wanted = q == null ? "" : FoldedName.of(q);
        return KeyedPage.of(
                memberships.page(which, member -> searchText(member.profile()).contains(wanted), after, limit),
                limit,
                Stored::id,
                MemberView::of);
    }

    private static String searchText(Profile profile) {
        return profile.searchText(Readers.forContacts(profile.contact()));
    }

    /** One member; 404 also for an application that was not admitted, and for a member who asks for another. */
    @GetMapping("/{id}")
    @PreAuthorize(Readers.OFFICES_OR_THE_MEMBER)
    @Operation(summary = "Show a member")
    MemberView show(@PathVariable String id) {
        Readers.mayReadMember(id);
        return memberships
                .find(id)
                .filter(stored -> stored.state() instanceof Admitted)
                .map(MemberView::of)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This member")));
    }

    /** Members by category on a day; today when {@code asOf} is absent. The same day gives the same figures. */
    @GetMapping("/counts")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Count members by category as of a date")
    MemberCounts counts(@RequestParam(required = false) @Nullable LocalDate asOf) {
        return MemberCounts.on(
                asOf == null ? calendar.today() : asOf,
                memberships.admitted().stream().map(Stored::state).toList());
    }

    /** Resigns to the end of the calendar year; that year stays due. */
    @PostMapping("/{id}/resignation")
    @PreAuthorize("hasAnyRole('SECRETARY','CHAIR')")
    @Operation(summary = "Record a member's resignation")
    MemberView resign(@PathVariable String id) {
        LocalDate today = calendar.today();
        Provenance cause = Provenance.current();
        return view(memberships.change(id, membership -> Membership.resign(membership, today, cause)));
    }

    /** Takes a resignation back; 409 once it has taken effect. */
    @PostMapping("/{id}/resignation/revocation")
    @PreAuthorize("hasAnyRole('SECRETARY','CHAIR')")
    @Operation(summary = "Take a resignation back")
    MemberView revoke(@PathVariable String id) {
        LocalDate today = calendar.today();
        return view(memberships.change(id, membership -> Membership.revokeResignation(membership, today)));
    }

    /** Why a member is excluded; in words, for the record. */
    record ExpulsionRequest(
            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String reason) {}

    /** Excludes a member from today on. */
    @PostMapping("/{id}/expulsion")
    @PreAuthorize("hasRole('CHAIR')")
    @Operation(summary = "Record a member's exclusion")
    MemberView expel(@PathVariable String id, @Valid @RequestBody ExpulsionRequest request) {
        LocalDate today = calendar.today();
        return view(memberships.change(id, membership -> Membership.expel(id, membership, request.reason(), today)));
    }

    private static MemberView view(Outcome<Stored<Membership>> outcome) {
        return MemberView.of(outcome.orThrow());
    }
}
