package org.crimealliance.platform.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The door of a service: stateless, bearer tokens only, everything outside {@code /api} and documents denied; metrics and
 * health are for {@link KnownReaders}. Who may call a handler stands at the handler ({@code @PreAuthorize}); public ones
 * say {@code permitAll()}. A token's {@code roles} become authorities {@code ROLE_TREASURER} and the like. Set {@code alliance.security.resource-server=false}
 * where an application brings its own chain (gateway, portal, identity).
 */
@AutoConfiguration
@ConditionalOnProperty(name = "alliance.security.resource-server", havingValue = "true", matchIfMissing = true)
@EnableMethodSecurity
public class ServiceSecurity {

    /** For JSON, and for the documents that a service writes as HTML: no script, nothing from elsewhere. */
    private static final String CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain serviceChain(HttpSecurity http, @Value("${alliance.metrics-from:}") String readers)
            throws Exception {
        ProblemResponses problems = new ProblemResponses();
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/api/**", "/v3/api-docs/**")
                        .permitAll()
                        .requestMatchers("/actuator/health/**", "/actuator/info", "/actuator/prometheus")
                        .access(new KnownReaders(readers))
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .csrf(csrf -> csrf.disable()) // no cookie is ever read here
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(TokenRoles.converter()))
                                .authenticationEntryPoint(problems)
                                .accessDeniedHandler(problems)
                                .withObjectPostProcessor(answeringAlsoOutages(problems)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .addFilterBefore(new AnonymousUploads(problems), AuthorizationFilter.class)
                .build();
    }

    /** By itself the filter throws them on, and the container answers 500. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringAlsoOutages(
            ProblemResponses problems) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(problems);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerKeys(
            @Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String jwkSet) {
        JWSVerificationKeySelector<SecurityContext> keys =
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, IssuerKeys.at(jwkSet));
        return decoder -> decoder.jwtProcessorCustomizer(processor -> processor.setJWSKeySelector(keys));
    }

    @Bean
    DenyUnlessAllowed denyUnlessAllowed(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new DenyUnlessAllowed(mapping);
    }

    @Bean
    AccessRules accessRules(BeanFactory beans) {
        return new AccessRules(beans);
    }

    @Bean
    OperationAccess operationAccess(AccessRules said) {
        return new OperationAccess(said);
    }

    /** The tokens that {@link OperationAccess} speaks of. */
    @Bean
    GlobalOpenApiCustomizer bearerTokens() {
        return api -> {
            if (api.getComponents() != null) {
                api.getComponents()
                        .addSecuritySchemes(
                                OperationAccess.SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT"));
            }
        };
    }

    @Bean
    WebMvcConfigurer callerFirst(AccessRules said) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new CallerFirst(said)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}
