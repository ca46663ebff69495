package io.bailiwick.cli;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Limits;
import io.bailiwick.gateway.Gateway;
import io.bailiwick.gateway.HeapRoom;
import io.bailiwick.gateway.Names;
import io.bailiwick.gateway.Surroundings;
import io.bailiwick.gateway.spine.ExchangeRecorder;
import io.bailiwick.gateway.spine.Languages;
import io.bailiwick.observability.Telemetry;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.translate.TranslateReply;
import io.bailiwick.providers.translate.TranslateRequest;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.JudgeEvidence;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;

/** Where everything is joined: one gateway, and whoever watches it. */
public final class Wiring implements AutoCloseable {

    /** A number longer than any that a request needs. */
    private static final int MOST_DIGITS = 1_000;

    private static final int MOST_KEYS = 10_000;

    private final Gateway gateway;
    private final Groundwork ground;

    private Wiring(Gateway gateway, Groundwork ground) {
        this.gateway = gateway;
        this.ground = ground;
    }

    /** {@code lines} gets the exchange lines of every jurisdiction without a log of its own. */
    public static Wiring start(GatewaySnapshot snapshot, OutputStream lines) throws IOException {
        return start(snapshot, lines, Names.ofThisMachine());
    }

    public static Wiring start(GatewaySnapshot snapshot, OutputStream lines, Names names) throws IOException {
        return start(snapshot, BuiltInCatalogue.load(), Groundwork.laid(lines), names);
    }

    /** Closes {@code ground} at its end, or where it does not come to a start. */
    static Wiring start(GatewaySnapshot snapshot, Catalogue catalogue, Groundwork ground, Names names)
            throws IOException {
        Limits limits = snapshot.gateway().limits();
        JsonLimits jsonLimits = new JsonLimits(
                limits.jsonDepth(), Math.max(limits.bodyBytes(), limits.replyBytes()), MOST_DIGITS, MOST_KEYS);
        try {
            Groundwork.Laid laid = ground.whole();
            Telemetry telemetry = laid.telemetry();
            Gateway gateway = Gateway.start(
                    snapshot,
                    new Surroundings(
                            Clock.systemUTC(),
                            System::nanoTime,
                            laid.random(),
                            names,
                            new HeapRoom(Runtime.getRuntime().maxMemory()),
                            new Languages(
                                    new InferenceReader(laid.gate(), jsonLimits),
                                    new ReplyReaders(jsonLimits),
                                    new TranslateRequest(jsonLimits),
                                    new TranslateReply(jsonLimits, Clock.systemUTC()),
                                    laid.ignored()),
                            new JudgeEvidence(catalogue::place),
                            telemetry,
                            ExchangeRecorder.NONE, // this build keeps no ledger
                            new RoutingLog(telemetry),
                            telemetry,
                            telemetry,
                            telemetry,
                            laid.seen(),
                            telemetry.page()));
            return new Wiring(gateway, ground);
        } catch (IOException | RuntimeException failed) {
            ground.close();
            throw failed;
        }
    }

    public Gateway gateway() {
        return gateway;
    }

    /** The gateway drains first: its last exchanges still have lines to write. */
    @Override
    public void close() {
        gateway.close();
        ground.close();
    }
}
