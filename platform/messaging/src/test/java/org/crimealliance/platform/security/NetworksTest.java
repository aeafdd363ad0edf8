package org.crimealliance.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:0:1::7, 20010db800000001/64",
        "[2001:db8:0:1:ffff::8], 20010db800000001/64",
        "2001:db8:0:2::7, 20010db800000002/64",
        "unknown, unknown"
    })
    void who_has_an_ipv6_address_has_a_whole_network(String address, String network) {
        assertThat(Networks.of(address)).isEqualTo(network);
    }
}
