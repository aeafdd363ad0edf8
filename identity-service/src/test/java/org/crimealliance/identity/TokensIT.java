package org.crimealliance.identity;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.crimealliance.platform.testkit.TokensAreChecked;
import org.springframework.beans.factory.annotation.Autowired;

@IdentityTest
class TokensIT extends TokensAreChecked {

    @Autowired
    IdentitySettings settings;

    @Autowired
    JWKSource<SecurityContext> keys;

    @Override
    protected String issuer() {
        return settings.issuer().toString();
    }

    @Override
    protected RSAKey key() {
        try {
            JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
            return keys.get(any, new SimpleSecurityContext()).getFirst().toRSAKey();
        } catch (com.nimbusds.jose.KeySourceException e) {
            throw new AssertionError(e);
        }
    }
}
