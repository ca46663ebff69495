package io.bailiwick.gateway.spine;

import java.util.Locale;

/** How an exchange ended. */
public enum Outcome {
    OK,
    CLIENT_ERROR,
    UPSTREAM_ERROR,
    GATEWAY_ERROR,
    TIMEOUT,
    /** The client left first. */
    CANCELLED,
    /** The law said no. */
    DENIED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    static Outcome of(RefusalCode code) {
        if (code.isDenial()) {
            return DENIED;
        }
        return switch (code.origin()) {
            case CLIENT, POLICY -> CLIENT_ERROR;
            case UPSTREAM -> code == RefusalCode.DEADLINE_EXCEEDED ? TIMEOUT : UPSTREAM_ERROR;
            case CAPACITY, GATEWAY -> GATEWAY_ERROR;
        };
    }
}
