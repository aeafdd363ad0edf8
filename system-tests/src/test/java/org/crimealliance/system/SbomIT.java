package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.crimealliance.stack.Stack;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Each service's jar, where it is built to be shipped, lists all that is in it, and nothing that may not be. */
@EnabledIfEnvironmentVariable(named = "CI", matches = ".+", disabledReason = "built without lists: see the pom's sbom")
class SbomIT {

    @ParameterizedTest
    @MethodSource("services")
    void a_service_lists_its_libraries_and_each_has_a_licence_that_is_allowed(String service) throws IOException {
        try (JarFile jar = new JarFile(jar(service).toFile())) {
            String place = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
            assertThat(place).as("the manifest's Sbom-Location").isNotNull();
            assertThat(jar.getEntry(place)).as(place).isNotNull();
            Sbom sbom;
            try (InputStream document = jar.getInputStream(jar.getEntry(place))) {
                sbom = Sbom.of(JsonMapper.shared().readTree(document));
            }
            List<String> shipped = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    // Spring Boot's packager adds it, after the list was made; it unpacks the jar and is Apache's
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools-"))
                    .toList();
            assertThat(sbom.libraries().stream().map(Sbom.Library::file)).containsAll(shipped);
            assertThat(sbom.refused()).as("of a licence that is not allowed").isEmpty();
        }
    }

    /** Every module that runs as a process of its own beside the others. */
    static List<String> services() throws IOException {
        try (Stream<Path> modules = Files.list(Stack.findRoot())) {
            return modules.filter(module -> Files.exists(module.resolve("src/main/resources/application.yml")))
                    .map(module -> module.getFileName().toString())
                    .filter(module -> !module.equals("benchmarks")) // measures, and is shipped to nobody
                    .sorted()
                    .toList();
        }
    }

    private static Path jar(String service) throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Stack.findRoot().resolve(service).resolve("target"), service + "-*.jar")) {
            return jars.iterator().next();
        }
    }
}
