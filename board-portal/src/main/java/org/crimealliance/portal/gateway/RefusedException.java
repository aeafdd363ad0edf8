package org.crimealliance.portal.gateway;

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

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }
}
