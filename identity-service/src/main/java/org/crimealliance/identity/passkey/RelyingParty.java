package org.crimealliance.identity.passkey;

import com.mongodb.MongoException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two ceremonies of WebAuthn, as Spring Security holds them: asks a browser for a signature, and looks whether it is
 * right. The device itself asks for a finger, a face or a PIN, so that a passkey alone signs in.
 */
@Component
class RelyingParty {

    /** An answer that is longer is none. */
    static final int LONGEST_ANSWER = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);
    private static final String NAME = "Alliance";
    private static final UserVerificationRequirement VERIFIED = UserVerificationRequirement.REQUIRED;

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();
    private final PublicKeyCredentialRpEntity self;
    private final WebAuthnRelyingPartyOperations operations;
    private final Passkeys passkeys;
    private final Accounts accounts;

    RelyingParty(IdentitySettings settings, PasskeyOwners owners, Passkeys passkeys, Accounts accounts) {
        IdentitySettings.Passkeys where = settings.passkeys();
        URI issuer = settings.issuer();
        String domain = where.domain();
        this.self = PublicKeyCredentialRpEntity.builder()
                .id(domain == null || domain.isBlank() ? issuer.getHost() : domain)
                .name(NAME)
                .build();
        Set<String> origins = where.origins().isEmpty()
                ? Set.of(issuer.getScheme() + "://" + issuer.getAuthority())
                : Set.copyOf(where.origins());
        this.operations = new Webauthn4JRelyingPartyOperations(owners, passkeys, self, origins);
        this.passkeys = passkeys;
        this.accounts = accounts;
    }

    /** What a browser needs to ask for any passkey that it has for us. */
    String askForSignIn(Bytes challenge) {
        return json.writeValueAsString(signInOptions(challenge));
    }

    /** What the answer signs in under: the access of whoever has the handle then. */
    Optional<Access> signedIn(String answer, Bytes challenge) {
        return verified(() -> {
                    PublicKeyCredential<AuthenticatorAssertionResponse> credential =
                            json.readValue(answer, new TypeReference<>() {});
                    PublicKeyCredentialUserEntity owner = operations.authenticate(
                            new RelyingPartyAuthenticationRequest(signInOptions(challenge), credential));
                    Bytes said = credential.getResponse().getUserHandle();
                    if (said != null && !said.equals(owner.getId())) {
                        throw new IllegalArgumentException("the passkey is another's");
                    }
                    return owner.getId().toBase64UrlString();
                })
                .flatMap(accounts::byPasskeyHandle)
                .filter(accounts::isEntitled)
                .map(Account::access);
    }

    /** What a browser needs to make a passkey for the account. */
    String askForNew(Account account, Bytes challenge) {
        return json.writeValueAsString(creationOptions(account, challenge));
    }

    /** Whether the account has this passkey from now on. */
    boolean isAdded(String answer, String label, Account account, Bytes challenge) {
        return verified(() -> {
                    PublicKeyCredential<AuthenticatorAttestationResponse> credential =
                            json.readValue(answer, new TypeReference<>() {});
                    return operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                            creationOptions(account, challenge), new RelyingPartyPublicKey(credential, label)));
                })
                .isPresent();
    }

    /** Whatever is wrong with an answer: only the store's faults are ours. */
    private static <T> Optional<T> verified(Supplier<T> ceremony) {
        try {
            return Optional.of(ceremony.get());
        } catch (DataAccessException | MongoException ours) {
            throw ours;
        } catch (RuntimeException wrong) {
            LOG.info("a passkey was refused: {}", wrong.toString());
            return Optional.empty();
        }
    }

    private PublicKeyCredentialRequestOptions signInOptions(Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(self.getId())
                .challenge(challenge)
                .timeout(Challenges.LIFE)
                .userVerification(VERIFIED)
                .build();
    }

    private PublicKeyCredentialCreationOptions creationOptions(Account account, Bytes challenge) {
        PublicKeyCredentialUserEntity owner = PasskeyOwners.entity(account);
        if (owner == null) {
            throw new IllegalArgumentException("the account was recovered since it asked");
        }
        return PublicKeyCredentialCreationOptions.builder()
                .rp(self)
                .user(owner)
                .challenge(challenge)
                .timeout(Challenges.LIFE)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .attestation(AttestationConveyancePreference.NONE)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(VERIFIED)
                        .build())
                .excludeCredentials(passkeys.findByUserId(owner.getId()).stream()
                        .map(RelyingParty::descriptor)
                        .toList())
                .build();
    }

    private static PublicKeyCredentialDescriptor descriptor(CredentialRecord known) {
        return PublicKeyCredentialDescriptor.builder()
                .id(known.getCredentialId())
                .transports(known.getTransports())
                .build();
    }
}
