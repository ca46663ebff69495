package io.bailiwick.routing;

import org.jspecify.annotations.Nullable;

/**
 * A candidate that will not serve, and why: {@code failed:<status|connect|reset|timeout|…>}, {@code resting}, {@code
 * quarantined}, {@code saturated}, {@code untried}, {@code credential}, {@code dialect}, {@code dialect:<field>},
 * {@code capability:<name>}, {@code feature:<name>}, {@code outside}, {@code evidence}, {@code other_pool}.
 */
public record PassedOver(Candidate candidate, String reason) {

    public static final String RESTING = "resting";
    public static final String QUARANTINED = "quarantined";
    public static final String SATURATED = "saturated";
    /** Nobody was allowed to try it: the attempts, or the retries of everybody, were used up. */
    public static final String UNTRIED = "untried";

    /** What it would be shown to let us in has not been given, or has ended. */
    public static final String CREDENTIAL = "credential";

    /** It takes no call that the request could become. */
    public static final String DIALECT = "dialect";

    private static final String DIALECT_FIELD = "dialect:";
    static final String FEATURE = "feature:";
    private static final String CAPABILITY = "capability:";
    private static final String FAILED = "failed:";

    public static final String OUTSIDE = "outside";
    /** The most that it can show of where it runs is less than the user's jurisdictions accept together. */
    public static final String EVIDENCE = "evidence";

    public static final String OTHER_POOL = "other_pool";

    /** The reason where one field of the request has no counterpart in what the endpoint speaks. */
    public static String dialect(String field) {
        return DIALECT_FIELD + field;
    }

    /** The reason where the endpoint's model is known not to have what the request needs. */
    public static String capability(String name) {
        return CAPABILITY + name;
    }

    public static PassedOver feature(Candidate candidate, String feature) {
        return new PassedOver(candidate, FEATURE + feature);
    }

    public static PassedOver failed(Candidate candidate, String how) {
        return new PassedOver(candidate, FAILED + how);
    }

    /** The same, but for a candidate that only waits for its turn and could not be asked then either. */
    public PassedOver asked(Askable askable) {
        String never = mayChange() && !isFailure() ? askable.inTurn(candidate) : null;
        return never == null ? this : new PassedOver(candidate, never);
    }

    /** Whether waiting cannot help: the request itself asks for what this endpoint may not do. */
    public boolean isFeature() {
        return reason.startsWith(FEATURE);
    }

    /** Whether what it is asked for is more than it can do. */
    public boolean isCapability() {
        return reason.startsWith(CAPABILITY);
    }

    /** Whether it may serve this very request later, if nothing but time and other requests change. */
    public boolean mayChange() {
        return reason.equals(RESTING)
                || reason.equals(SATURATED)
                || reason.equals(UNTRIED)
                || reason.equals(CREDENTIAL)
                || isFailure();
    }

    public boolean isFailure() {
        return reason.startsWith(FAILED);
    }

    /** The reason without what it quotes of the request, whose fields and features may have the client's own names. */
    public String kind() {
        return isFeature() || isDialect() ? reason.substring(0, (reason + ':').indexOf(':')) : reason;
    }

    /** The field of the request that cannot be said to it; null where it is not one field. */
    public @Nullable String dialectField() {
        return reason.startsWith(DIALECT_FIELD) ? reason.substring(DIALECT_FIELD.length()) : null;
    }

    /** Whether the request cannot be said to it, wholly or because of one field. */
    public boolean isDialect() {
        return reason.equals(DIALECT) || reason.startsWith(DIALECT_FIELD);
    }
}
