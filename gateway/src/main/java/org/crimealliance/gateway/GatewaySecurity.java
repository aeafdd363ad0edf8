package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.crimealliance.platform.security.KnownReaders;
import org.crimealliance.platform.security.ProblemResponses;
import org.crimealliance.platform.web.ProblemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("%(?:[01]\\p{XDigit}|7[fF])");
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
    SecurityFilterChain everything(
            HttpSecurity http, CallerAddress address, @Value("${alliance.metrics-from}") String readers)
            throws Exception {
        return open(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/actuator/info")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access(new KnownReaders(readers, address::of))
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    private static HttpSecurity open(HttpSecurity http) throws Exception {
        ProblemResponses refusals = new ProblemResponses();
        return http.csrf(csrf -> csrf.disable()) // no session and no cookie of its own
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> {})
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.cacheControl(cache -> cache.disable()) // the services say it
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.deny()));
    }

    /**
     * No other origin may call the platform from a browser: a preflight is refused here, for all services. Nor is there an
     * address with a control character in it.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> refusedForAll() {
        OncePerRequestFilter filter = new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(
                    HttpServletRequest request,
                    jakarta.servlet.http.HttpServletResponse response,
                    jakarta.servlet.FilterChain chain)
                    throws java.io.IOException, jakarta.servlet.ServletException {
                if (CorsUtils.isPreFlightRequest(request)) {
                    ProblemWriter.write(response, 403, "forbidden", "No other origin may call this from a browser.");
                } else if (CONTROL_CHARACTER.matcher(request.getRequestURI()).find()) {
                    ProblemWriter.write(response, 400, "unreadable-address", "The address cannot be read.");
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
