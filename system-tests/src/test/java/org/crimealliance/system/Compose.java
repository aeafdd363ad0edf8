package org.crimealliance.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as Docker would read it: what stands in its environment and which secrets it mounts. */
final class Compose {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::-([^}]*))?}|\\$\\$");

    private final Map<String, Map<String, Object>> services;
    private final Map<String, String> variables;

    private Compose(Map<String, Map<String, Object>> services, Map<String, String> variables) {
        this.services = services;
        this.variables = variables;
    }

    /** @param variables what whoever starts it has in the environment */
    static Compose read(Path file, Map<String, String> variables) throws IOException {
        Map<String, Map<String, Map<String, Object>>> parts =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        return new Compose(parts.get("services"), variables);
    }

    /** A process of the platform. */
    record Service(String name, String module, int port) {}

    /** Those that are built here, as they stand there. */
    List<Service> built() {
        List<Service> built = new ArrayList<>();
        services.forEach((name, service) -> {
            if (service.get("build") instanceof Map<?, ?> build && build.get("args") instanceof Map<?, ?> arguments) {
                built.add(new Service(
                        name,
                        arguments.get("MODULE").toString(),
                        Integer.parseInt(arguments.get("PORT").toString())));
            }
        });
        return built;
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (services.get(service).get("environment") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> environment.put(key.toString(), substituted(String.valueOf(value))));
        }
        return environment;
    }

    /** What is mounted below /run/secrets: there -> name of the secret. */
    Map<String, String> secrets(String service) {
        Map<String, String> mounted = new LinkedHashMap<>();
        if (services.get(service).get("secrets") instanceof List<?> secrets) {
            for (Object secret : secrets) {
                if (secret instanceof Map<?, ?> renamed) {
                    mounted.put(
                            renamed.get("target").toString(),
                            renamed.get("source").toString());
                } else {
                    mounted.put(secret.toString(), secret.toString());
                }
            }
        }
        return mounted;
    }

    private String substituted(String value) {
        return VARIABLE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? "$"
                                : variables.getOrDefault(
                                        found.group(1), found.group(2) == null ? "" : found.group(2))));
    }
}
