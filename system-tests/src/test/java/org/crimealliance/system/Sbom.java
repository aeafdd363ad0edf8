package org.crimealliance.system;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a jar ships, as its CycloneDX document lists it. */
record Sbom(List<Library> libraries) {

    /**
     * Licences under which a library may be shipped with ours, by their SPDX names: those that ask for no more than a notice,
     * and those that ask for the source of the library itself alone.
     */
    private static final Set<String> ALLOWED = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence", // MIT's words
            "CC0-1.0",
            "CDDL-1.0",
            "CDDL-1.1",
            "EPL-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "ISC",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "LGPL-3.0-only",
            "LGPL-3.0-or-later",
            "MIT",
            "MIT-0",
            "MPL-2.0",
            "OFL-1.1",
            "Public Domain",
            "Unlicense");

    /**
     * A library.
     *
     * @param file what its jar is called
     * @param licences of which whoever ships it may choose one
     */
    record Library(String file, Set<String> licences) {

        boolean isOurs() {
            return licences.contains("ours");
        }

        boolean isAllowed() {
            return isOurs() || licences.stream().anyMatch(ALLOWED::contains);
        }

        private static Library of(JsonNode component) {
            Set<String> licences = new TreeSet<>();
            for (JsonNode choice : component.path("licenses")) {
                Stream.of(
                                choice.path("license").path("id"),
                                choice.path("license").path("name"),
                                choice.path("expression"))
                        .filter(JsonNode::isString)
                        .flatMap(text -> Stream.of(text.asString().split(" OR ")))
                        .forEach(licences::add);
            }
            if (component.path("group").asString("").equals("org.crimealliance")) {
                licences.add("ours");
            }
            return new Library(
                    component.path("name").asString("") + "-"
                            + component.path("version").asString("") + ".jar",
                    licences);
        }
    }

    static Sbom of(JsonNode document) {
        return new Sbom(
                document.path("components").valueStream().map(Library::of).toList());
    }

    /** Those that must not be shipped, each with its licences; none are none of the allowed. */
    List<String> refused() {
        return libraries.stream()
                .filter(library -> !library.isAllowed())
                .map(library -> library.file() + " " + library.licences())
                .toList();
    }
}
