package io.bailiwick.gateway.spine;

import io.bailiwick.identity.Identification.Waited;
import io.bailiwick.identity.Identification.Waiting;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets an exchange wait, and not for long, until an issuer has said its keys; goes on once, on the client's loop. */
final class AwaitKeys {

    private static final Duration MOST = Duration.ofSeconds(2);

    private final Exchange exchange;
    private final Consumer<Waited> goOn;
    private boolean over;

    private AwaitKeys(Exchange exchange, Consumer<Waited> goOn) {
        this.exchange = exchange;
        this.goOn = goOn;
    }

    static void of(Exchange exchange, Waiting waiting, Consumer<Waited> goOn) {
        AwaitKeys await = new AwaitKeys(exchange, goOn);
        ScheduledFuture<?> late =
                exchange.loop().schedule(() -> await.end(Waited.UNANSWERED), MOST.toMillis(), TimeUnit.MILLISECONDS);
        waiting.then(how -> exchange.loop().execute(() -> {
            late.cancel(false);
            await.end(how);
        }));
    }

    /** An exchange that was ended meanwhile, by its client or a shutdown, stays ended. */
    private void end(Waited how) {
        if (!over && !exchange.isFinished()) {
            over = true;
            goOn.accept(how);
        }
    }
}
