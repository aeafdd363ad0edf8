package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SbomTest {

    private static Sbom listing(String... components) {
        return Sbom.of(JsonMapper.shared().readTree("{\"components\": [" + String.join(",", components) + "]}"));
    }

    private static String library(String name, String licences) {
        return """
                {"group": "org.example", "name": "%s", "version": "1.0", "licenses": [%s]}""".formatted(name, licences);
    }

    private static String id(String licence) {
        return "{\"license\": {\"id\": \"" + licence + "\"}}";
    }

    @Test
    void a_licence_of_the_list_is_allowed() {
        assertThat(listing(library("free", id("Apache-2.0")), library("lesser", id("LGPL-2.1-or-later")))
                        .refused())
                .isEmpty();
    }

    @Test
    void another_licence_is_refused() {
        assertThat(listing(
                                library("copyleft", id("GPL-3.0-only")),
                                library("service", id("AGPL-3.0-only")),
                                library("named", "{\"license\": {\"name\": \"Ours, ask for the price\"}}"))
                        .refused())
                .containsExactly(
                        "copyleft-1.0.jar [GPL-3.0-only]",
                        "service-1.0.jar [AGPL-3.0-only]",
                        "named-1.0.jar [Ours, ask for the price]");
    }

    @Test
    void a_library_without_a_licence_is_refused() {
        assertThat(listing(
                                library("silent", ""),
                                "{\"group\": \"org.example\", \"name\": \"bare\", \"version\": \"2\"}")
                        .refused())
                .containsExactly("silent-1.0.jar []", "bare-2.jar []");
    }

    @Test
    void of_several_licences_one_may_be_chosen() {
        assertThat(listing(
                                library("either", id("GPL-2.0-only") + "," + id("EPL-2.0")),
                                library("words", "{\"expression\": \"GPL-3.0-only OR MIT\"}"),
                                library("all", "{\"expression\": \"GPL-3.0-only AND MIT\"}"))
                        .refused())
                .containsExactly("all-1.0.jar [GPL-3.0-only AND MIT]");
    }

    @Test
    void our_own_libraries_need_none() {
        assertThat(listing("{\"group\": \"org.crimealliance\", \"name\": \"platform-core\", \"version\": \"1\"}")
                        .refused())
                .isEmpty();
    }
}
