package io.bailiwick.cli;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.Names;
import io.bailiwick.gateway.WatchPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs one gateway until it is told to stop. */
final class Serve implements Callable<Integer> {

    private final Path file;
    private final @Nullable String region;
    private final PrintWriter err;

    /** {@code region} overrides what the policy says; null does not. */
    Serve(Path file, @Nullable String region, PrintWriter err) {
        this.file = file;
        this.region = region;
        this.err = err;
    }

    /**
     * The words of a start as images and units say them; null for any others, which picocli reads: to make it ready for
     * all of its words takes a sixth of a start.
     */
    static @Nullable Serve plainly(PrintWriter err, String... words) {
        boolean elsewhere = words.length == 5 && words[3].equals("--region") && isPlain(words[4]);
        boolean serves = (words.length == 3 || elsewhere)
                && words[0].equals("serve")
                && words[1].equals("--policy")
                && isPlain(words[2]);
        return serves ? new Serve(Path.of(words[2]), elsewhere ? words[4] : null, err) : null;
    }

    /** No option, and nothing that picocli reads in its own way. */
    private static boolean isPlain(String word) {
        for (int at = 0; at < word.length(); at++) {
            char each = word.charAt(at);
            if (!Character.isLetterOrDigit(each) && (at == 0 ? "/." : "/._-:").indexOf(each) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Groundwork ground = Groundwork.beingLaid(StandardStreams.lines())) {
            return on(ground);
        }
    }

    private int on(Groundwork ground) throws IOException, InterruptedException {
        PolicyFile policy = new PolicyFile(file, region, true);
        byte[] bytes = policy.read();
        GatewaySnapshot snapshot = policy.compile(bytes).match(accepted -> accepted.snapshot(), refused -> {
            refused.problems().forEach(problem -> err.println(problem));
            return null;
        });
        if (snapshot == null || !servable(snapshot) || !runsWhereItSays(snapshot)) {
            return Exit.DOES_NOT_HOLD;
        }
        CountDownLatch told = Signals.end();
        try (Wiring wiring = Wiring.start(snapshot, policy.catalogue(), ground, Names.ofThisMachine());
                WatchPolicy watch = new WatchPolicy(
                        file, bytes, policy::compile, wiring.gateway().policy())) {
            watch.start();
            Signals.on("HUP", watch::reload);
            told.await();
        }
        return Exit.HOLDS;
    }

    /** The gateway is a surface like any other: a wrong region here would make every proof about it wrong. */
    private boolean runsWhereItSays(GatewaySnapshot snapshot) {
        String declared = snapshot.gateway().region().name();
        String actual = new InstanceRegion().name();
        if (actual == null || actual.equals(declared)) {
            return true;
        }
        err.println(file + ": gateway.region is " + declared + ", but this machine's metadata says " + actual);
        return false;
    }

    private boolean servable(GatewaySnapshot snapshot) {
        snapshot.warnings().forEach(warning -> err.println("warning: " + warning));
        snapshot.notInThisBuild().forEach(part -> err.println(file + ": " + part + " is not in this build"));
        return snapshot.notInThisBuild().isEmpty();
    }
}
