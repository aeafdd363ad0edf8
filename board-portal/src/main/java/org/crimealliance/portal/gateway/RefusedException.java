package org.crimealliance.portal.gateway;

import java.util.List;
import java.util.Map;

/** A service understood and refused (4xx): its problem details say why, for a person to read. */
public final class RefusedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;

    public RefusedException(int status, Problem problem) {
        super(status + " " + problem.code());
        this.status = status;
        this.problem = problem;
    }

    /** For what is not among what a service has listed. */
    public static RefusedException notFound() {
        return new RefusedException(404, new Problem("not-found", "", List.of(), Map.of()));
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }
}
