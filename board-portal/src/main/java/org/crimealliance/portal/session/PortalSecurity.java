package org.crimealliance.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import org.crimealliance.platform.security.AnonymousUploads;
import org.crimealliance.platform.security.KnownReaders;
import org.crimealliance.portal.gateway.ReaderAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The portal's own door: a session for who is signed in, with the tokens in it on the server; nothing kept of anybody
 * else; CSRF on every change, no inline script or style.
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
            OfficerService officers,
            SignInRequests signInRequests,
            WantedPage wanted,
            @Value("${alliance.metrics-from}") String readers)
            throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
        signedOut.setPostLogoutRedirectUri(settings.address() + "/");
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/apply/**",
                                "/r/**",
                                "/congress/**",
                                "/signin/**",
                                UnsentForm.PAGE,
                                "/trouble/**",
                                "/assets/**",
                                "/webjars/**",
                                "/favicon.ico",
                                "/error")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access(new KnownReaders(readers))
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage(SIGN_IN)
                        .clientRegistrationRepository(clients)
                        .authorizedClientRepository(authorizedClients)
                        // "/oauth2/**" is the provider's at the gateway: the portal starts elsewhere
                        .authorizationEndpoint(start -> start.authorizationRequestResolver(signIn(clients))
                                .authorizationRequestRepository(signInRequests))
                        .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(
                                forReader(new RestClientAuthorizationCodeTokenResponseClient())))
                        .userInfoEndpoint(user -> user.oidcUserService(officers))
                        .failureHandler(failed()))
                .logout(logout -> logout.logoutUrl("/signout")
                        .addLogoutHandler((request, response, who) -> wanted.removeRequest(request, response))
                        .logoutSuccessHandler(signedOut))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(reload(), LIVE)
                        .defaultAuthenticationEntryPointFor(signInAgain(), request -> true)
                        .accessDeniedHandler(UnsentForm.oldPages()))
                .requestCache(cache -> cache.requestCache(wanted))
                .csrf(csrf -> csrf.csrfTokenRepository(formTokens(settings.cookie())))
                .addFilterBefore(new AnonymousUploads(signInForUpload(wanted)), CsrfFilter.class)
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

    private static AuthenticationEntryPoint signInAgain() {
        AuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        return (request, response, e) -> {
            if (WantedPage.tooLong(request) == null) {
                signIn.commence(request, response, e);
            } else {
                request.getRequestDispatcher(UnsentForm.PAGE).forward(request, response);
            }
        };
    }

    private static AuthenticationEntryPoint signInForUpload(WantedPage wanted) {
        AuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        return (request, response, e) -> {
            wanted.saveRequest(request, response);
            signIn.commence(request, response, e);
        };
    }

    /**
     * A piece of a page asked for by script cannot follow a redirect to the provider: the whole page loads again, unless
     * somebody is writing on it.
     */
    private static AuthenticationEntryPoint reload() {
        return (request, response, e) -> {
            if (!"POST".equals(request.getMethod())) {
                response.setHeader("HX-Refresh", "true");
            }
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        };
    }

    /**
     * A form's token lies in a cookie of the portal's own: {@code __Host-} keeps other hosts from setting it, and nobody
     * needs a session for a public form.
     */
    private static CsrfTokenRepository formTokens(PortalSettings.Cookie cookie) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(cookie.name() + "-form");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(
                form -> form.secure(cookie.secure()).httpOnly(true).sameSite("Lax"));
        return tokens;
    }

    /** Of the addresses under {@code /signin} one is the provider's; the others are no page, not an error. */
    private static OAuth2AuthorizationRequestResolver signIn(ClientRegistrationRepository clients) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(clients, "/signin");
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return SIGN_IN.equals(request.getRequestURI()) ? resolver.resolve(request) : null;
            }

            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String client) {
                return AllianceClient.ID.equals(client) ? resolver.resolve(request, client) : null;
            }
        };
    }

    private static AuthenticationFailureHandler failed() {
        SimpleUrlAuthenticationFailureHandler failed = new SimpleUrlAuthenticationFailureHandler("/trouble/signin");
        failed.setAllowSessionCreation(false);
        return failed;
    }

    /** Tokens too are asked for on behalf of somebody. */
    private static <G extends AbstractOAuth2AuthorizationGrantRequest>
            AbstractRestClientOAuth2AccessTokenResponseClient<G> forReader(
                    AbstractRestClientOAuth2AccessTokenResponseClient<G> tokens) {
        tokens.addHeadersConverter(request -> {
            HttpHeaders headers = new HttpHeaders();
            String reader = ReaderAddress.current();
            if (reader != null) {
                headers.set(ReaderAddress.HEADER, reader);
            }
            return headers;
        });
        return tokens;
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
                .refreshToken(refresh ->
                        refresh.accessTokenResponseClient(forReader(new RestClientRefreshTokenTokenResponseClient())))
                .build());
        return manager;
    }
}
