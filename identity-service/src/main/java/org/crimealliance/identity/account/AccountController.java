package org.crimealliance.identity.account;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who one is, and who has an account. */
@RestController
@RequestMapping("/api/identity")
class AccountController {

    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What the token says of its bearer. */
    record Me(
            @Nullable String name,
            @Nullable String email,
            List<String> roles,
            @Nullable String memberId) {}

    /** An account with the roles it has today. */
    record AccountView(
            String accountId,
            String email,
            String name,
            List<String> roles,
            @Nullable String memberId) {}

    record Page(List<AccountView> items, @Nullable String next) {}

    /** The bearer of the token: name, mail address, roles, and the membership acted for. */
    @Operation(summary = "The bearer of the token")
    @GetMapping("/me")
    @PreAuthorize(AccountReaders.OWNER)
    Me me(@AuthenticationPrincipal Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        return new Me(
                token.getClaimAsString("name"),
                token.getClaimAsString("email"),
                roles == null ? List.of() : roles,
                token.getClaimAsString("member_id"));
    }

    /** Signs the bearer out everywhere: all sessions end, and all tokens, this one too, are void within moments. */
    @Operation(summary = "Sign out everywhere")
    @PostMapping("/me/sign-out-everywhere")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(AccountReaders.OWNER)
    void signOutEverywhere(Authentication bearer) {
        accounts.signOutEverywhere(bearer.getName());
    }

    /** All accounts, by their ids; {@code after} is the {@code next} of the page before, {@code limit} 1 to 500. */
    @Operation(summary = "All accounts, by their ids")
    @GetMapping("/accounts")
    @PreAuthorize(AccountReaders.LIST)
    Page accounts(
            @RequestParam(defaultValue = "") @Size(max = 100) String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<Stored<Account>> found = accounts.page(after, limit + 1);
        List<AccountView> items = found.stream().limit(limit).map(this::view).toList();
        return new Page(items, found.size() > limit ? items.getLast().accountId() : null);
    }

    private AccountView view(Stored<Account> stored) {
        Account account = stored.state();
        return new AccountView(
                stored.id(),
                account.email(),
                account.name(),
                accounts.rolesNow(account),
                accounts.memberIdNow(account).orElse(null));
    }
}
