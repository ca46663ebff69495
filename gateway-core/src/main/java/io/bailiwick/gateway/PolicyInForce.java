package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySettings;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.admin.AdminView.RefusedReload;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which policy decides: swapped whole, never half. */
public final class PolicyInForce implements Supplier<GatewaySnapshot> {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyInForce.class);

    private final Clock clock;
    private final PolicyObserver observer;
    private volatile Runnable afterwards = () -> {};
    private volatile GatewaySnapshot snapshot;
    private volatile Instant since;
    private volatile Instant readAt;
    private volatile @Nullable RefusedReload refused;
    private volatile List<String> awaitsRestart = List.of();

    PolicyInForce(GatewaySnapshot first, Clock clock, PolicyObserver observer) {
        this.snapshot = first;
        this.clock = clock;
        this.observer = observer;
        this.since = clock.instant();
        this.readAt = since;
        observer.inForce(first);
    }

    @Override
    public GatewaySnapshot get() {
        return snapshot;
    }

    /** Runs when a new policy decides already. */
    void afterEachChange(Runnable then) {
        afterwards = then;
    }

    Instant since() {
        return since;
    }

    Instant readAt() {
        return readAt;
    }

    @Nullable
    RefusedReload refused() {
        return refused;
    }

    /** What the policy in force says of {@code gateway} and this process does not do. */
    List<String> awaitsRestart() {
        return awaitsRestart;
    }

    /**
     * Decides from now on, unless it places this process elsewhere: where a process runs is proven when it starts. The rest
     * of {@code gateway} stays as it was started too, but for what callers are told.
     */
    public synchronized void replace(GatewaySnapshot next) {
        GatewaySettings mine = snapshot.gateway();
        GatewaySettings asked = next.gateway();
        if (!mine.region().equals(asked.region())) {
            refuse(List.of(new Problem(
                    "gateway.region",
                    1,
                    1,
                    "is now " + asked.region() + ", and this process runs in " + mine.region()
                            + " (expected: the same; restart the process where it is to run)")));
            return;
        }
        GatewaySnapshot taken = next.at(new GatewaySettings(
                mine.region(),
                mine.listen(),
                mine.admin(),
                mine.tls(),
                asked.trustedProxies(),
                asked.peers(),
                mine.state(),
                mine.limits(),
                asked.replicas(),
                mine.metrics(),
                mine.sockets()));
        List<String> left = onlyByRestart(mine, asked);
        if (!left.isEmpty()) {
            LOG.warn("{}: what is changed there comes with a restart only; the rest is taken over", left);
        }
        String before = snapshot.digest();
        observer.inForce(taken); // before the swap: no request may meet a sink or a meter that is not there yet
        observer.awaitsRestart(left);
        snapshot = taken;
        readAt = clock.instant();
        since = taken.digest().equals(before) ? since : readAt;
        refused = null;
        awaitsRestart = left;
        afterwards.run();
        LOG.info("policy {} is in force, after {}", taken.digest(), before);
    }

    private static List<String> onlyByRestart(GatewaySettings mine, GatewaySettings asked) {
        Map<String, Boolean> changed = new LinkedHashMap<>();
        changed.put("listen", !mine.listen().equals(asked.listen()));
        changed.put("admin", !mine.admin().isSameAs(asked.admin()));
        changed.put("tls", !Objects.equals(mine.tls(), asked.tls()));
        changed.put("state", !Objects.equals(mine.state(), asked.state()));
        changed.put("limits", !mine.limits().equals(asked.limits()));
        changed.put("metrics", !mine.metrics().equals(asked.metrics()));
        changed.put("sockets", mine.sockets() != asked.sockets());
        return changed.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(each -> "gateway." + each.getKey())
                .toList();
    }

    /** The last good policy stays. */
    public synchronized void refuse(List<Problem> problems) {
        refused = new RefusedReload(clock.instant(), problems);
        observer.refused(problems);
        LOG.error(
                "the changed policy is refused, {} stays in force: {} problems, first {}",
                snapshot.digest(),
                problems.size(),
                problems.get(0));
    }
}
