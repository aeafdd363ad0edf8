package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2::1, 2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
        "localhost, localhost",
        "'', ''"
    })
    void of_an_ipv6_address_its_first_64_bits_are_the_neighbourhood(String address, String neighbourhood) {
        assertThat(NetworkAddress.neighbourhood(address)).isEqualTo(neighbourhood);
    }
}
