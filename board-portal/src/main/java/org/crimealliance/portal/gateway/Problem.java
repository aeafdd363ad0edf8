package org.crimealliance.portal.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details as the services send them.
 *
 * @param more members beyond the standard's, such as the two texts of a stale save
 */
public record Problem(String code, String detail, List<Field> errors, Map<String, Object> more) {

    /** One field of the request and what is wrong with it. */
    public record Field(@Nullable String field, @Nullable String message) {}
}
