package org.crimealliance.membership.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Applications for membership. Anybody may submit one; the officers read them, the Board decides in its meeting. */
@RestController
@RequestMapping("/api/membership/applications")
@Tag(name = "Applications")
class ApplicationsController {

    /** Text on one line: nothing that a printer or terminal would take as a command. */
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final ApplicationForms forms;
    private final Memberships memberships;
    private final MembershipCalendar calendar;

    ApplicationsController(ApplicationForms forms, Memberships memberships, MembershipCalendar calendar) {
        this.forms = forms;
        this.memberships = memberships;
        this.calendar = calendar;
    }

    /**
     * What the public form asks.
     *
     * @param country ISO 3166 two letters
     * @param registryNumber of the organisation in its country's register
     * @param heardFrom where the applicant heard of the Alliance
     * @param language of mails, BCP 47
     */
    record ApplicationRequest(
            @NotNull @Pattern(regexp = Category.PATTERN) String category,
            @NotNull @Pattern(regexp = MemberKind.PATTERN) String kind,

            @NotBlank @Size(max = 500) String name,

            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,

            @Size(max = 100) @Nullable String registryNumber,

            @NotBlank @Size(max = 500) String contactName,

            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 254)
            String contactEmail,

            @NotBlank @Size(max = 500) String street,

            @NotNull @Size(max = 50) String postalCode,

            @NotBlank @Size(max = 200) String city,

            @NotBlank @Size(max = 200) String heardFrom,

            @Pattern(regexp = "[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*") @Size(max = 35) @Nullable
            String language) {

        Profile toProfile() {
            return new Profile(
                    Category.of(category),
                    MemberKind.of(kind),
                    name.strip(),
                    country,
                    registryNumber == null || registryNumber.isBlank() ? null : registryNumber.strip(),
                    street.strip(),
                    postalCode.strip(),
                    city.strip(),
                    new Contact(contactName.strip(), contactEmail.strip(), language),
                    null);
        }
    }

    /** The applicant's reference, and the id of the membership that may come of it. */
    record SubmittedResponse(String membershipId, String reference) {}

    /** Sends the form; public. It is an application once its contact has confirmed it by the link in a mail. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("permitAll()")
    @Operation(summary = "Apply for membership")
    SubmittedResponse submit(@Valid @RequestBody ApplicationRequest request, HttpServletRequest from) {
        if (!COUNTRIES.contains(request.country())) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("country", "is not a country of ISO 3166 (two letters)")));
        }
        if (request.category().equals("honorary")) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("category", "honorary membership is conferred, nobody applies for it")));
        }
        ApplicationForms.Submitted submitted =
                forms.submit(request.toProfile(), request.heardFrom().strip(), from.getRemoteAddr());
        return new SubmittedResponse(submitted.membershipId(), submitted.reference());
    }

    /** Applications in the order of arrival. */
    @GetMapping
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "List applications by state")
    KeyedPage<ApplicationView> list(
            @RequestParam(required = false) @Pattern(regexp = "applied|admitted|rejected|withdrawn") @Nullable
                    String state,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return KeyedPage.of(
                memberships.page(
                        Criteria.where("state.application").exists(true),
                        membership -> state == null
                                || ApplicationView.state(membership).equals(state),
                        after,
                        limit),
                limit,
                Stored::id,
                ApplicationView::of);
    }

    /** One application, also after the decision. */
    @GetMapping("/{id}")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Show an application")
    ApplicationView show(@PathVariable String id) {
        return memberships
                .find(id)
                .filter(stored -> stored.state().application() != null)
                .map(ApplicationView::of)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This application")));
    }

    /** Applications received from the one day to the other, both included, by source and category. */
    @GetMapping("/summary")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Count applications received in a period")
    ApplicationSummary summary(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (to.isBefore(from)) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-period", "The period ends before it begins.", new FieldProblem("to", "is before from")));
        }
        List<Membership> all =
                memberships.applications().stream().map(Stored::state).toList();
        return ApplicationSummary.of(from, to, all);
    }

    /** Why an application is withdrawn, in words. */
    record WithdrawalRequest(
            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String reason) {}

    /** Withdraws an application that is not decided yet; 409 afterwards. */
    @PostMapping("/{id}/withdrawal")
    @PreAuthorize("hasAnyRole('SECRETARY','CHAIR')")
    @Operation(summary = "Withdraw an application")
    ApplicationView withdraw(@PathVariable String id, @Valid @RequestBody WithdrawalRequest request) {
        LocalDate today = calendar.today();
        return memberships
                .change(
                        id,
                        membership -> membership.application() == null
                                ? Outcome.refused(Refusal.notFound("This application"))
                                : Membership.withdraw(id, membership, request.reason(), today))
                .map(ApplicationView::of)
                .orThrow();
    }
}
