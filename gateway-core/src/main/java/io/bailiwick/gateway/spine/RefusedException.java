package io.bailiwick.gateway.spine;

/** Carries a refusal from a step to the one place that catches it; has no stack. */
final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.code().word(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
