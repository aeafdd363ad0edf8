package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Where a request comes from. What the caller itself says of it counts only from a trusted proxy. */
@Component
final class CallerAddress {

    private final Pattern trusted;

    CallerAddress(GatewaySettings settings) {
        this.trusted = Pattern.compile(settings.trustedProxies());
    }

    String of(HttpServletRequest request) {
        String direct = request.getRemoteAddr();
        if (!trusted.matcher(direct).matches()) {
            return direct;
        }
        String last = null;
        for (Enumeration<String> values = request.getHeaders("X-Forwarded-For"); values.hasMoreElements(); ) {
            last = values.nextElement();
        }
        // the last entry is the one that our own proxy wrote
        return last == null || last.isBlank()
                ? direct
                : last.substring(last.lastIndexOf(',') + 1).strip();
    }
}
