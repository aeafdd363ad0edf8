package org.crimealliance.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemTest {

    private final KeyPair one = pair();
    private final KeyPair other = pair();

    @Test
    void a_key_is_read_as_it_was_written() throws Exception {
        assertThat(Pem.publicKey(pem("PUBLIC KEY", one.getPublic()))).isEqualTo(one.getPublic());
    }

    @Test
    void all_private_keys_of_a_file_are_read_in_their_order() throws Exception {
        String file = pem("PRIVATE KEY", one.getPrivate()) + "\n" + pem("PRIVATE KEY", other.getPrivate());
        assertThat(Pem.privateKeys(file)).isEqualTo(List.of(one.getPrivate(), other.getPrivate()));
    }

    @Test
    void what_is_no_key_is_refused() {
        assertThatThrownBy(() -> Pem.publicKey("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static String pem(String kind, Key key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
