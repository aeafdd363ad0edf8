package org.crimealliance.identity.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.Account.Grant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The local stack's accounts, one a role, with the passwords that it generated into {@code demo-passwords.json}. There is
 * no other way to an account with a role that no event gave, and outside the local stack this class does not exist.
 */
@Component
@Profile("local")
class DemoAccounts implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoAccounts.class);
    private static final String FILE = "demo-passwords.json";

    record Demo(String email, String password) {}

    private final @Nullable Path secrets;
    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final JsonMapper json;

    DemoAccounts(IdentitySettings settings, Accounts accounts, PasswordEncoder passwords, JsonMapper json) {
        this.secrets = settings.secrets();
        this.accounts = accounts;
        this.passwords = passwords;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        Path file = secrets == null ? null : secrets.resolve(FILE);
        if (file == null || !Files.exists(file)) {
            LOG.info("no {}: no demo accounts", FILE);
            return;
        }
        Map<String, Demo> demos = json.readValue(Files.readString(file), new TypeReference<Map<String, Demo>>() {});
        demos.forEach(this::create);
    }

    private void create(String role, Demo demo) {
        String known = accounts.byId(EmailAddress.accountId(demo.email()))
                .map(Account::passwordHash)
                .orElse(null);
        String hash =
                known != null && passwords.matches(demo.password(), known) ? known : passwords.encode(demo.password());
        if (hash == null) {
            throw new IllegalStateException("a demo password is empty");
        }
        Grant grant = new Grant("demo-" + role, role, null, null);
        accounts.put(
                demo.email(),
                title(role),
                account -> account.with(grant, accounts.today()).withPasswordHash(hash));
    }

    private static String title(String role) {
        String words = role.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " (demo)";
    }
}
