package org.crimealliance.portal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.crimealliance.platform.testkit.BackboneInitializer;
import org.crimealliance.portal.stub.GatewayStub;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The whole portal on a port of its own, over one stubbed gateway for all classes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {BackboneInitializer.class, PortalTest.Initializer.class})
@interface PortalTest {

    GatewayStub GATEWAY = new GatewayStub(0);

    /** Points the portal at the stub; the clock is set by a bean of the tests. */
    class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                    context,
                    "alliance.portal.gateway=" + GATEWAY.address(),
                    "alliance.portal.issuer=" + GATEWAY.address(),
                    // followed by path only, so that any port will do
                    "alliance.portal.address=http://127.0.0.1:1",
                    "alliance.portal.patience=2s",
                    "alliance.portal.client-secret=for-tests",
                    "alliance.portal.session-secret=for-tests-for-tests-for-tests-for-tests");
        }
    }
}
