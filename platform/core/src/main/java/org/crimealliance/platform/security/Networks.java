package org.crimealliance.platform.security;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who is one caller where there is no account: an IPv4 address, or an IPv6 network of 64 bits. */
public final class Networks {

    private Networks() {}

    /** @param address in digits, as the server knows its client; anything else is taken as it is */
    public static String of(String address) {
        try {
            InetAddress known = InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", ""));
            return known instanceof Inet4Address // an IPv4 address written in IPv6 becomes one
                    ? known.getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(known.getAddress(), 8)) + "/64";
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }
}
