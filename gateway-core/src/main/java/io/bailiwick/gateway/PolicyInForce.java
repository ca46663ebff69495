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

    private final ServedTls tls;
    private final Clock clock;
    private final PolicyObserver observer;
    private volatile Runnable afterwards = () -> {};
    private volatile GatewaySnapshot snapshot;
    private volatile Instant since;
    private volatile Instant readAt;
    private volatile @Nullable RefusedReload refused;
    private volatile List<String> awaitsRestart = List.of();
    /** What the file says of this process; {@link #snapshot} has what this process does. */
    private GatewaySettings asked;

    PolicyInForce(GatewaySnapshot first, ServedTls tls, Clock clock, PolicyObserver observer) {
        this.snapshot = first;
        this.asked = first.gateway();
        this.tls = tls;
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
        GatewaySettings wanted = next.gateway();
        if (!mine.region().equals(wanted.region())) {
            refuse(List.of(new Problem(
                    "gateway.region",
                    1,
                    1,
                    "is now " + wanted.region() + ", and this process runs in " + mine.region()
                            + " (expected: the same; restart the process where it is to run)")));
            return;
        }
        asked = wanted;
        GatewaySnapshot taken = next.at(new GatewaySettings(
                mine.region(),
                mine.listen(),
                mine.admin(),
                mine.tls(),
                wanted.trustedProxies(),
                wanted.peers(),
                mine.state(),
                mine.limits(),
                wanted.replicas(),
                mine.metrics(),
                mine.sockets()));
        List<String> left = onlyByRestart(mine, wanted);
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

    /** Looks whether the files that clients are shown under TLS were replaced since: that changes no policy. */
    synchronized void lookAtTls() {
        List<String> left = onlyByRestart(snapshot.gateway(), asked);
        if (!left.equals(awaitsRestart)) {
            LOG.warn("awaits a restart now: {}, before: {}", left, awaitsRestart);
            observer.awaitsRestart(left);
            awaitsRestart = left;
        }
    }

    private List<String> onlyByRestart(GatewaySettings mine, GatewaySettings wanted) {
        Map<String, Boolean> changed = new LinkedHashMap<>();
        changed.put("listen", !mine.listen().equals(wanted.listen()));
        changed.put("admin", !mine.admin().isSameAs(wanted.admin()));
        changed.put("tls", !Objects.equals(mine.tls(), wanted.tls()) || !tls.isStill(wanted.tls()));
        changed.put("state", !Objects.equals(mine.state(), wanted.state()));
        changed.put("limits", !mine.limits().equals(wanted.limits()));
        changed.put("metrics", !mine.metrics().equals(wanted.metrics()));
        changed.put("sockets", mine.sockets() != wanted.sockets());
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
