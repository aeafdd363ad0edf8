package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crimealliance.platform.security.Networks;
import org.springframework.stereotype.Component;

/** Where a request comes from. What is said of it counts only from a trusted proxy, such as the portal of its reader. */
@Component
final class CallerAddress {

    private final Pattern trusted;

    CallerAddress(GatewaySettings settings) {
        this.trusted = Pattern.compile(settings.trustedProxies());
    }

    /** Back from the connection's own address, over those of trusted proxies, to the first that is none. */
    String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        for (String before : forwardedFor(request).reversed()) {
            if (!trusted.matcher(address).matches()) {
                break;
            }
            address = before;
        }
        return address;
    }

    /** Who is counted as one caller. */
    String network(HttpServletRequest request) {
        return Networks.of(of(request));
    }

    private static List<String> forwardedFor(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
