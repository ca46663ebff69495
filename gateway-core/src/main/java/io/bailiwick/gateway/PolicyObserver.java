package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import java.util.List;

/** Told which policy is in force, and which was refused. */
public interface PolicyObserver {

    PolicyObserver NONE = new PolicyObserver() {};

    /** Tells {@code first}, then {@code second}. */
    static PolicyObserver both(PolicyObserver first, PolicyObserver second) {
        return new PolicyObserver() {
            @Override
            public void inForce(GatewaySnapshot snapshot) {
                first.inForce(snapshot);
                second.inForce(snapshot);
            }

            @Override
            public void awaitsRestart(List<String> settings) {
                first.awaitsRestart(settings);
                second.awaitsRestart(settings);
            }

            @Override
            public void refused(List<Problem> problems) {
                first.refused(problems);
                second.refused(problems);
            }
        };
    }

    /** This policy decides from now on. */
    default void inForce(GatewaySnapshot snapshot) {}

    /** What it says of {@code gateway} and this process will do after a restart only; empty for nothing. */
    default void awaitsRestart(List<String> settings) {}

    /** A changed file was refused; the last good policy stays. */
    default void refused(List<Problem> problems) {}
}
