package org.crimealliance.platform.text;

/** A text that cannot be taken. */
public final class UnacceptableTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnacceptableTextException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** In words that stand beside the field: "must be on one line". */
    public String reason() {
        return reason;
    }
}
