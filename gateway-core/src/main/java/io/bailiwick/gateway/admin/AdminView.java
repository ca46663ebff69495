package io.bailiwick.gateway.admin;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.drill.Drill;
import io.bailiwick.gateway.drill.DrillOrder;
import io.bailiwick.gateway.drill.Drills;
import io.bailiwick.gateway.spine.Underway;
import io.bailiwick.routing.health.EndpointHealth;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the admin side reads, and the few things that it may do. */
public interface AdminView {

    GatewaySnapshot inForce();

    /** When that policy began to decide. */
    Instant inForceSince();

    /** When it was last read and taken, with the secrets that it names. */
    Instant readAt();

    /** What that policy says of {@code gateway}, and this process does after a restart only. */
    List<String> awaitsRestart();

    /** The last changed file that was refused; null once a good one followed. */
    @Nullable
    RefusedReload refusedReload();

    /** Whether requests are taken: a policy decides, the listener is open, no shutdown is under way. */
    boolean isReady();

    EndpointHealth health();

    Underway underway();

    SeenVersions versions();

    MetricsPage metrics();

    Drills drills();

    /** Begins a drill; null while another is under way. */
    @Nullable
    Drill startDrill(DrillOrder order);

    /** Lifts the quarantine of every model and jurisdiction at that endpoint; returns how many were held. */
    int liftQuarantine(String endpoint);

    /** A policy that was not taken over. */
    record RefusedReload(Instant at, List<Problem> problems) {
        public RefusedReload {
            problems = List.copyOf(problems);
        }
    }
}
