package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.Test;

/** The gateway counts readers, not the portal: each call says where its reader is. */
@PortalTest
class ReaderAddressIT extends OfficersDesk {

    @Test
    void public_pages_forms_the_sign_in_and_an_officer_s_pages_are_asked_for_on_behalf_of_their_reader() {
        Visitor visitor = new Visitor(port).from("192.0.2.7");
        visitor.get("/r/reconfirm/tok");
        visitor.post("/r/reconfirm/tok", "answer", "decline");
        GATEWAY.signInAs("chair").tokensLast(1);
        visitor.get("/signin/alliance");
        visitor.get("/"); // in parts, on other threads
        assertThat(GATEWAY.asked())
                .extracting(Asked::path)
                .contains("/api/congress/reconfirmations/tok", "/oauth2/token", "/api/identity/me");
        assertThat(GATEWAY.asked().stream().filter(one -> one.path().equals("/oauth2/token")))
                .as("the code, and the token anew")
                .hasSizeGreaterThan(1);
        assertThat(GATEWAY.asked())
                .hasSizeGreaterThan(8)
                .allSatisfy(one -> assertThat(one.reader()).as(one.path()).isEqualTo("192.0.2.7"));

        GATEWAY.reset();
        new Visitor(port).from("2001:db8::7").get("/r/reconfirm/tok");
        assertThat(GATEWAY.asked()).isNotEmpty().allMatch(one -> "2001:db8::7".equals(one.reader()));
    }
}
