package org.crimealliance.platform.outcome;

import java.util.List;

/**
 * Why the platform will not do what was asked. {@code code} is stable and machine-readable ({@code already-decided});
 * {@code message} says in words what is wrong and what to do next; {@code errors} name single fields.
 */
public record Refusal(Kind kind, String code, String message, List<FieldProblem> errors) {

    /** What sort of refusal, and the HTTP status it becomes. */
    public enum Kind {
        NOT_FOUND(404),
        CONFLICT(409),
        INVALID(422),
        FORBIDDEN(403),
        TOO_OFTEN(429);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** One field of the input and what is wrong with it. */
    public record FieldProblem(String field, String message) {}

    public static Refusal notFound(String what) {
        return new Refusal(Kind.NOT_FOUND, "not-found", what + " does not exist.", List.of());
    }

    public static Refusal conflict(String code, String message) {
        return new Refusal(Kind.CONFLICT, code, message, List.of());
    }

    public static Refusal invalid(String code, String message, FieldProblem... errors) {
        return new Refusal(Kind.INVALID, code, message, List.of(errors));
    }

    /** It was done as often as it may be for now; {@code Retry-After} says when to try again. */
    public static Refusal tooOften(String code, String message) {
        return new Refusal(Kind.TOO_OFTEN, code, message, List.of());
    }

    public static Refusal forbidden(String code, String message) {
        return new Refusal(Kind.FORBIDDEN, code, message, List.of());
    }
}
