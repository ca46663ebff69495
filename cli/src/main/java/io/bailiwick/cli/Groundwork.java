package io.bailiwick.cli;

import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.observability.BuildInfo;
import io.bailiwick.observability.Telemetry;
import io.bailiwick.providers.FieldGate;
import io.bailiwick.providers.IgnoredFields;
import java.io.OutputStream;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What every gateway stands on, whatever its policy says; it can be laid beside the reading of the policy. */
final class Groundwork implements AutoCloseable {

    private final CompletableFuture<Laid> laid;
    private boolean closed;

    private Groundwork(CompletableFuture<Laid> laid) {
        this.laid = laid;
    }

    /** {@code lines} gets the exchange lines of every jurisdiction without a log of its own. */
    static Groundwork laid(OutputStream lines) {
        return new Groundwork(CompletableFuture.completedFuture(lay(lines)));
    }

    /** The same, while the caller does something else. */
    static Groundwork beingLaid(OutputStream lines) {
        return new Groundwork(CompletableFuture.supplyAsync(() -> lay(lines), task -> {
            Thread thread = new Thread(task, "groundwork");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /** Once it is laid. */
    Laid whole() {
        return laid.join();
    }

    private static Laid lay(OutputStream lines) {
        SeenVersions seen = new SeenVersions(Clock.systemUTC()::instant);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        FieldGate gate = FieldGate.load();
        IgnoredFields ignored = IgnoredFields.load();
        BuildInfo build = new BuildInfo(Version.text(), Version.revision());
        return new Laid(seen, random, gate, ignored, new Telemetry(build, seen, lines, System::nanoTime, random));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whole().telemetry().close();
        }
    }

    /** All of it. */
    record Laid(
            SeenVersions seen, RandomGenerator random, FieldGate gate, IgnoredFields ignored, Telemetry telemetry) {}
}
