package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The gateway itself lets everything through to the services, which check each token and each object again. It adds the
 * security headers that an answer lacks, answers no other origin's preflight, and keeps its own metrics to known readers.
 */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {

    private static final String DOCUMENTS_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain documents(HttpSecurity http) throws Exception {
        return open(http.securityMatcher("/api-docs", "/swagger-ui/**"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(DOCUMENTS_POLICY)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everything(HttpSecurity http, GatewaySettings settings) throws Exception {
        Pattern readers = Pattern.compile(settings.metricsFrom());
        return open(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/actuator/info")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((caller, context) -> new AuthorizationDecision(
                                readers.matcher(context.getRequest().getRemoteAddr())
                                        .matches()))
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    private static HttpSecurity open(HttpSecurity http) throws Exception {
        return http.csrf(csrf -> csrf.disable()) // no session and no cookie of its own
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> {})
                .headers(headers -> headers.cacheControl(cache -> cache.disable()) // the services say it
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.deny()));
    }

    /** No other origin may call the platform from a browser: a preflight is refused here, for all services. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> closedToOtherOrigins() {
        OncePerRequestFilter filter = new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(
                    HttpServletRequest request,
                    jakarta.servlet.http.HttpServletResponse response,
                    jakarta.servlet.FilterChain chain)
                    throws java.io.IOException, jakarta.servlet.ServletException {
                if (CorsUtils.isPreFlightRequest(request)) {
                    response.setStatus(403);
                } else {
                    chain.doFilter(request, response);
                }
            }
        };
        FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
