package org.crimealliance.portal.stub;

import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.portal.PortalApplication;
import org.springframework.boot.SpringApplication;

/**
 * The portal over recorded data, to look at while working on its pages: {@code http://127.0.0.1:8431}. The first argument
 * is the office of whoever signs in, several with commas.
 */
public final class PortalPreview {

    private PortalPreview() {}

    public static void main(String[] args) {
        GatewayStub stub = new GatewayStub(8432)
                .signInAs(args.length == 0 ? "chair,secretary,treasurer,congress-manager" : args[0]);
        System.setProperty("server.port", "8431");
        System.setProperty("alliance.portal.gateway", stub.address());
        System.setProperty("alliance.portal.issuer", stub.address());
        System.setProperty("alliance.portal.client-secret", "preview");
        System.setProperty("alliance.portal.session-secret", "preview-preview-preview-preview-preview");
        System.setProperty("spring.mongodb.uri", Backbone.get().mongoUri());
        System.setProperty("alliance.portal.address", "http://127.0.0.1:8431");
        System.setProperty("spring.main.banner-mode", "off");
        SpringApplication.run(PortalApplication.class);
    }
}
