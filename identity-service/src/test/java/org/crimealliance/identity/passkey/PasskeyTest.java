package org.crimealliance.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.crimealliance.identity.passkey.Passkey.Credential;
import org.crimealliance.identity.passkey.Passkey.PasskeyRemoved;
import org.crimealliance.identity.passkey.Passkey.Registered;
import org.crimealliance.identity.passkey.Passkey.Removed;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class PasskeyTest {

    private static final Instant ADDED = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String OWNER = "account-1";

    private final Registered passkey = new Registered(OWNER, "Telephone", signed(7), ADDED, ADDED);

    @Test
    void a_signature_more_is_counted_and_dated() {
        assertThat(Passkey.used(passkey, signed(8), NOW).orThrow())
                .isEqualTo(Change.to(new Registered(OWNER, "Telephone", signed(8), ADDED, NOW)));
    }

    @Test
    void a_counter_that_does_not_count_on_is_a_copy() {
        assertThat(codeOf(Passkey.used(passkey, signed(7), NOW))).isEqualTo("passkey-unusable");
        assertThat(codeOf(Passkey.used(passkey, signed(0), NOW))).isEqualTo("passkey-unusable");
    }

    @Test
    void authenticators_that_do_not_count_sign_as_often_as_they_like() {
        Passkey uncounted = new Registered(OWNER, "Telephone", signed(0), ADDED, ADDED);
        assertThat(Passkey.used(uncounted, signed(0), NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(Passkey.used(uncounted, signed(1), NOW)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void another_owner_or_another_key_is_another_s_passkey() {
        assertThat(codeOf(Passkey.used(passkey, credential("handle-2", "key", 8), NOW)))
                .isEqualTo("passkey-unusable");
        assertThat(codeOf(Passkey.used(passkey, credential("handle", "key-2", 8), NOW)))
                .isEqualTo("passkey-unusable");
    }

    @Test
    void its_owner_removes_it_and_hears_of_it_and_nobody_else_does() {
        assertThat(Passkey.remove(passkey, OWNER, "ada@example.org", "Ada", NOW).orThrow())
                .isEqualTo(Change.to(
                        new Removed(OWNER, NOW), new PasskeyRemoved(OWNER, "ada@example.org", "Ada", "Telephone")));
        assertThat(codeOf(Passkey.remove(passkey, "account-2", "ben@example.org", "Ben", NOW)))
                .isEqualTo("not-found");
    }

    @Test
    void what_is_removed_stays_removed() {
        Passkey removed = new Removed(OWNER, ADDED);
        assertThat(codeOf(Passkey.used(removed, signed(8), NOW))).isEqualTo("passkey-unusable");
        assertThat(codeOf(Passkey.remove(removed, OWNER, "ada@example.org", "Ada", NOW)))
                .isEqualTo("not-found");
    }

    private static Credential signed(long signatures) {
        return credential("handle", "key", signatures);
    }

    private static Credential credential(String handle, String key, long signatures) {
        return new Credential("id", handle, key, "attestation", List.of("internal"), signatures, true, true, true);
    }

    private static String codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal.code() : "done";
    }
}
