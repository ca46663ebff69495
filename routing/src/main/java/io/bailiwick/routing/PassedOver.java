package io.bailiwick.routing;

/**
 * A candidate that will not serve, and why: {@code failed:<status|connect|reset|timeout|…>}, {@code resting}, {@code
 * quarantined}, {@code saturated}, {@code dialect}, {@code feature:<name>}, {@code outside}, {@code other_pool}.
 */
public record PassedOver(Candidate candidate, String reason) {

    public static final String RESTING = "resting";
    public static final String QUARANTINED = "quarantined";
    public static final String SATURATED = "saturated";
    /** Nobody was allowed to try it: the attempts, or the retries of everybody, were used up. */
    public static final String UNTRIED = "untried";

    public static final String DIALECT = "dialect";
    public static final String OUTSIDE = "outside";
    public static final String OTHER_POOL = "other_pool";

    public static PassedOver feature(Candidate candidate, String feature) {
        return new PassedOver(candidate, "feature:" + feature);
    }

    public static PassedOver failed(Candidate candidate, String how) {
        return new PassedOver(candidate, "failed:" + how);
    }

    /** Whether waiting cannot help: the request itself asks for what this endpoint may not do. */
    public boolean isFeature() {
        return reason.startsWith("feature:");
    }

    /** Whether it may serve this very request later, if nothing but time and other requests change. */
    public boolean mayChange() {
        return reason.equals(RESTING) || reason.equals(SATURATED) || reason.equals(UNTRIED) || isFailure();
    }

    public boolean isFailure() {
        return reason.startsWith("failed:");
    }

    public boolean isDialect() {
        return reason.equals(DIALECT);
    }
}
