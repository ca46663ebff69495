package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import java.util.List;

/** Told which policy is in force, and which was refused. */
public interface PolicyObserver {

    PolicyObserver NONE = new PolicyObserver() {};

    /** This policy decides from now on. */
    default void inForce(GatewaySnapshot snapshot) {}

    /** A changed file was refused; the last good policy stays. */
    default void refused(List<Problem> problems) {}
}
