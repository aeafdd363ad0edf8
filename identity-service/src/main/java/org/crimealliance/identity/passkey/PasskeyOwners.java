package org.crimealliance.identity.passkey;

import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** Accounts as authenticators know them: by a random handle in the account, so that a recovery voids all passkeys at once. */
@Component
class PasskeyOwners implements PublicKeyCredentialUserEntityRepository {

    private final Accounts accounts;

    PasskeyOwners(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What the device shows beside the passkey; an account without a handle is known to no authenticator. */
    static @Nullable PublicKeyCredentialUserEntity entity(Account account) {
        String handle = account.passkeyHandle();
        return handle == null
                ? null
                : ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.fromBase64(handle))
                        .name(account.email())
                        .displayName(account.name())
                        .build();
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return accounts.byPasskeyHandle(handle.toBase64UrlString())
                .map(PasskeyOwners::entity)
                .orElse(null);
    }

    /** @param email the mail address */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String email) {
        return accounts.byId(EmailAddress.accountId(email))
                .map(PasskeyOwners::entity)
                .orElse(null);
    }

    /** Accounts come from events alone. */
    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new UnsupportedOperationException();
    }

    /** Accounts stay. */
    @Override
    public void delete(Bytes handle) {
        throw new UnsupportedOperationException();
    }
}
