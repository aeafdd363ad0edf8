package org.crimealliance.platform.security;

import com.mongodb.MongoCredential;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** Who a process is to its store, apart from the connection string, which is no secret then. */
@AutoConfiguration
@ConditionalOnClass(MongoClientSettingsBuilderCustomizer.class)
public class StoreSignIn {

    private static final String USERS_ARE_IN = "admin";

    @Bean
    MongoClientSettingsBuilderCustomizer storeCredential(
            @Value("${alliance.store.user:}") String user, @Value("${alliance.store.password:}") String password) {
        return settings -> {
            if (!user.isBlank()) {
                settings.credential(MongoCredential.createCredential(user, USERS_ARE_IN, password.toCharArray()));
            }
        };
    }
}
