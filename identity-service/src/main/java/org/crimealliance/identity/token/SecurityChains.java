package org.crimealliance.identity.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.login.BrowserCookie;
import org.crimealliance.identity.login.ReturnAfterLogin;
import org.crimealliance.identity.login.Sessions;
import org.crimealliance.platform.revocation.AccessRevocations;
import org.crimealliance.platform.security.KnownReaders;
import org.crimealliance.platform.security.ProblemResponses;
import org.crimealliance.platform.security.TokenRoles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Three doors: the authorization server's endpoints, the API for bearers of tokens, and the sign-in pages. */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final String ACCOUNT = "/identity/account/**";
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(
            HttpSecurity http, Sessions sessions, ReturnAfterLogin login, SignOut signOut) throws Exception {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        server.oidc(oidc -> oidc.logoutEndpoint(
                logout -> logout.logoutResponseHandler(signOut).errorResponseHandler(signOut)));
        server.clientAuthentication(clients ->
                clients.authenticationProviders(providers -> providers.forEach(provider -> {
                    if (provider instanceof ClientSecretAuthenticationProvider secrets) {
                        secrets.setPasswordEncoder(new SecretHash());
                    }
                })));
        http.securityMatcher(server.getEndpointsMatcher())
                .with(server, configured -> {})
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                login, PathPatternRequestMatcher.pathPattern("/oauth2/authorize"))
                        .defaultAuthenticationEntryPointFor(
                                login, PathPatternRequestMatcher.pathPattern("/connect/logout"))
                        // a program that names no client is told so; only people are shown where to sign in
                        .defaultAuthenticationEntryPointFor(SecurityChains::noClient, AnyRequestMatcher.INSTANCE));
        return http.build();
    }

    /** As the server answers a client that it does not know (RFC 6749, 5.2). */
    private static void noClient(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"alliance\"");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("{\"error\":\"" + OAuth2ErrorCodes.INVALID_CLIENT + "\"}");
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, @Value("${alliance.metrics-from:}") String readers) throws Exception {
        ProblemResponses problems = new ProblemResponses();
        return http.securityMatcher("/api/**", "/actuator/**", "/v3/api-docs/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/**", "/v3/api-docs/**")
                        .permitAll() // the handlers say who may
                        .requestMatchers("/actuator/health/**", "/actuator/info", "/actuator/prometheus")
                        .access(new KnownReaders(readers))
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable()) // no cookie is ever read here
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(TokenRoles.converter()))
                                .authenticationEntryPoint(problems)
                                .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, Sessions sessions, ReturnAfterLogin login, IdentitySettings settings)
            throws Exception {
        CookieCsrfTokenRepository csrfCookie = new CookieCsrfTokenRepository();
        csrfCookie.setCookieName(BrowserCookie.name("alliance-identity-csrf", settings));
        csrfCookie.setCookieCustomizer(
                cookie -> cookie.sameSite("Lax").httpOnly(true).path("/").secure(BrowserCookie.isSecure(settings)));
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(ACCOUNT)
                        .authenticated()
                        .requestMatchers(
                                "/login",
                                "/login/password",
                                "/login/passkey/**",
                                "/one-time/**",
                                "/identity/**",
                                "/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .securityContext(context -> context.securityContextRepository(sessions))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                login, PathPatternRequestMatcher.pathPattern(ACCOUNT))
                        .defaultAuthenticationEntryPointFor(
                                new Http403ForbiddenEntryPoint(), AnyRequestMatcher.INSTANCE))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY))
                        // a sign-in link must not leak by the address of its page
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** The server registers a servlet session with each authorization; nothing of ours is in it, so it gets no cookie. */
    @Bean
    ServletContextInitializer noSessionCookie() {
        return context -> context.setSessionTrackingModes(Set.of());
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(IdentitySettings settings) {
        return AuthorizationServerSettings.builder()
                .issuer(settings.issuer().toString())
                .build();
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(keys::signing);
        return encoder;
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, IdentitySettings settings, AccessRevocations revocations) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(settings.issuer().toString()),
                new JwtAudienceValidator("alliance-platform"),
                revocations));
        return decoder;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
