package org.crimealliance.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The portal's own door: a session in a cookie, the tokens kept in that session on the server, CSRF on every change, no
 * inline script or style.
 */
@Configuration
@EnableMethodSecurity
class PortalSecurity {

    static final String SIGN_IN = "/signin/" + AllianceClient.ID;
    static final RequestMatcher LIVE = request -> request.getHeader("HX-Request") != null;

    @Bean
    SecurityFilterChain portalChain(
            HttpSecurity http,
            PortalSettings settings,
            ClientRegistrationRepository clients,
            OAuth2AuthorizedClientRepository authorizedClients,
            OfficerService officers)
            throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
        signedOut.setPostLogoutRedirectUri(settings.address() + "/");
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/apply/**",
                                "/r/**",
                                "/congress/**",
                                "/signin/**",
                                "/trouble/**",
                                "/assets/**",
                                "/webjars/**",
                                "/favicon.ico",
                                "/error",
                                "/actuator/health/**",
                                "/actuator/info",
                                "/actuator/prometheus")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage(SIGN_IN)
                        .clientRegistrationRepository(clients)
                        .authorizedClientRepository(authorizedClients)
                        // "/oauth2/**" is the provider's at the gateway: the portal starts elsewhere
                        .authorizationEndpoint(start -> start.baseUri("/signin"))
                        .userInfoEndpoint(user -> user.oidcUserService(officers))
                        .failureUrl("/trouble/signin"))
                .logout(logout -> logout.logoutUrl("/signout").logoutSuccessHandler(signedOut))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(reload(), LIVE)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(SIGN_IN), request -> true))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy(settings)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"))
                        .frameOptions(frames -> frames.sameOrigin()))
                .build();
    }

    private static String policy(PortalSettings settings) {
        // the sign-out form is answered by a redirect to the provider, and browsers count that as the form's target
        String provider = settings.issuer().toString();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; "
                + "frame-ancestors 'self'; form-action 'self' " + provider;
    }

    /** A piece of a page asked for by script cannot follow a redirect to the provider: the whole page loads again. */
    private static AuthenticationEntryPoint reload() {
        return (request, response, e) -> {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        };
    }

    @SuppressWarnings("NullAway") // no name of a parameter is what leaves it away
    private static org.springframework.security.web.savedrequest.RequestCache pagesOnly() {
        var cache = new org.springframework.security.web.savedrequest.HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null); // "?continue" in the address would tell the reader nothing
        cache.setRequestMatcher((HttpServletRequest request) -> "GET".equals(request.getMethod())
                && !LIVE.matches(request)
                && !request.getRequestURI().endsWith(".pdf"));
        return cache;
    }

    @Bean
    OAuth2AuthorizedClientRepository authorizedClients() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AuthorizedClientManager authorizedClientManager(
            ClientRegistrationRepository clients, OAuth2AuthorizedClientRepository authorizedClients) {
        DefaultOAuth2AuthorizedClientManager manager =
                new DefaultOAuth2AuthorizedClientManager(clients, authorizedClients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .authorizationCode()
                .refreshToken()
                .build());
        return manager;
    }
}
