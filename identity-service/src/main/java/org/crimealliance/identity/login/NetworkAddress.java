package org.crimealliance.identity.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who is one neighbour: an IPv4 address; of IPv6 the first 64 bits, because whoever has one address there has them all. */
final class NetworkAddress {

    private static final int PREFIX = 8; // bytes

    private NetworkAddress() {}

    static String neighbourhood(String address) {
        try {
            InetAddress known = InetAddress.ofLiteral(address); // never asks a name server
            if (!(known instanceof Inet6Address)) {
                return known.getHostAddress();
            }
            byte[] first = Arrays.copyOf(Arrays.copyOf(known.getAddress(), PREFIX), 16);
            return InetAddress.getByAddress(first).getHostAddress() + "/64";
        } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
            return address;
        }
    }
}
