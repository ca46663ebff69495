package io.bailiwick.gateway;

import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles the policy file anew whenever its bytes change, or when told to; only a good one is taken over. */
public final class WatchPolicy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchPolicy.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long LOOK_AT_TLS_EVERY_MILLIS = 5_000;

    private final Path file;
    private final Function<byte[], Compiled> compile;
    private final PolicyInForce inForce;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "policy-watcher");
        thread.setDaemon(true);
        return thread;
    });
    private byte[] seen;
    private byte[] lookedAt = new byte[0];

    /** {@code seen} are the bytes that the policy in force was compiled from. */
    public WatchPolicy(Path file, byte[] seen, Function<byte[], Compiled> compile, PolicyInForce inForce) {
        this.file = file;
        this.seen = seen;
        this.compile = compile;
        this.inForce = inForce;
    }

    public void start() {
        watcher.scheduleWithFixedDelay(() -> look(false), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        watcher.scheduleWithFixedDelay(
                this::lookAtTls, LOOK_AT_TLS_EVERY_MILLIS, LOOK_AT_TLS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void lookAtTls() {
        try {
            inForce.lookAtTls();
        } catch (RuntimeException | Error broken) { // or it would not be looked at any more
            LOG.error("cannot look whether what clients are shown under TLS was replaced", broken);
        }
    }

    /** Compiles the file now, changed or not: its secrets and the files that it names may have. */
    public void reload() {
        watcher.execute(() -> look(true));
    }

    private void look(boolean always) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean still = Arrays.equals(bytes, lookedAt);
            lookedAt = bytes;
            if (!always && (Arrays.equals(bytes, seen) || !still)) {
                return; // known, or perhaps still being written: half a policy can be a good one
            }
            seen = bytes;
            compile.apply(bytes).match(accepted -> take(accepted.snapshot()), refused -> refuse(refused.problems()));
        } catch (IOException unreadable) {
            if (seen.length > 0 || always) {
                seen = new byte[0];
                refuse(List.of(new Problem(file.toString(), 1, 1, "cannot be read: " + unreadable)));
            }
        } catch (RuntimeException | Error broken) { // or nothing would be looked at any more
            LOG.error("the policy watcher broke on {}; the policy in force stays", file, broken);
            refuse(List.of(new Problem(file.toString(), 1, 1, "cannot be taken over: " + broken)));
        }
    }

    private boolean take(GatewaySnapshot next) {
        if (!next.notInThisBuild().isEmpty()) {
            return refuse(next.notInThisBuild().stream()
                    .map(part -> new Problem(file.toString(), 1, 1, part + " is not in this build"))
                    .toList());
        }
        inForce.replace(next);
        return true;
    }

    private boolean refuse(List<Problem> problems) {
        inForce.refuse(problems);
        return false;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
