package org.crimealliance.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LinkSealerTest {

    private static final String LINK = "https://gateway.test/r/reconfirm/EYJupLyrQAIyBlbXbjsN9g1MyRNXtjQP3z_BV0whdBk";

    private final KeyPair pair = newPair("secp256r1");
    private final LinkSealer sealer = new LinkSealer(publicPem(pair));

    @Test
    void only_the_private_key_opens_a_link() {
        String sealed = sealer.seal(LINK);
        assertThat(sealed).startsWith("sealed:").doesNotContain("EYJup");
        assertThat(URI.create(sealed).isAbsolute()).isTrue();
        assertThat(sealer.seal(LINK)).as("nothing to compare with").isNotEqualTo(sealed);
        assertThat(new LinkOpener(privatePem(pair)).open(sealed)).isEqualTo(LINK);
        LinkOpener other = new LinkOpener(privatePem(newPair("secp256r1")));
        assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(UnopenedLinkException.class);
    }

    @Test
    void a_key_that_was_replaced_opens_what_is_still_on_its_way() {
        String sealed = sealer.seal(LINK);
        LinkOpener both = new LinkOpener(privatePem(newPair("secp256r1")) + "\n" + privatePem(pair));
        assertThat(both.open(sealed)).isEqualTo(LINK);
    }

    @Test
    void what_is_not_sealed_is_itself() {
        assertThat(new LinkOpener(privatePem(pair)).open(LINK)).isEqualTo(LINK);
    }

    @Test
    void one_that_was_changed_on_its_way_opens_nothing() {
        String sealed = sealer.seal(LINK);
        LinkOpener opener = new LinkOpener(privatePem(pair));
        char other = sealed.charAt(sealed.length() - 4) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, sealed.length() - 4) + other + sealed.substring(sealed.length() - 3);
        assertThatThrownBy(() -> opener.open(changed)).isInstanceOf(UnopenedLinkException.class);
        assertThatThrownBy(() -> opener.open("sealed:nothing")).isInstanceOf(UnopenedLinkException.class);
    }

    @Test
    void a_key_fits_into_a_variable_and_a_wrong_one_says_so() {
        String bare = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        assertThat(new LinkOpener(privatePem(pair)).open(new LinkSealer(bare).seal(LINK)))
                .isEqualTo(LINK);
        assertThatThrownBy(() -> new LinkSealer(" ")).hasMessageContaining("ALLIANCE_MAIL_PUBLIC_KEY");
        assertThatThrownBy(() -> new LinkOpener("")).hasMessageContaining("ALLIANCE_MAIL_PRIVATE_KEY");
        assertThatThrownBy(() -> new LinkSealer("no key")).hasMessageContaining("P-256");
        assertThatThrownBy(() -> new LinkOpener("no key")).hasMessageContaining("P-256");
        assertThatThrownBy(() -> new LinkSealer(privatePem(pair))).hasMessageContaining("P-256");
    }

    private static KeyPair newPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static String pem(String what, byte[] key) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + what
                + "-----\n";
    }
}
