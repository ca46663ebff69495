package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.upstream.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An attempt at a place that is out: it fails as a real one would, and no byte of it goes anywhere. */
final class FailedCall implements Transport.Call {

    private static final byte[] SAYS =
            "{\"error\":{\"message\":\"out for a drill\",\"type\":\"server_error\"}}".getBytes(StandardCharsets.UTF_8);

    private final Transport.Listener listener;
    private final Runnable whenFailed;
    private boolean cancelled;

    private FailedCall(Transport.Listener listener, Runnable whenFailed) {
        this.listener = listener;
        this.whenFailed = whenFailed;
    }

    /** {@code whenFailed} runs right before the listener hears of it. */
    static Transport.Call begin(
            EventLoop loop, Fault fault, Duration connectTimeout, Transport.Listener listener, Runnable whenFailed) {
        FailedCall call = new FailedCall(listener, whenFailed);
        switch (fault) {
            case CONNECT -> loop.execute(call::cannotConnect);
            case TIMEOUT -> loop.schedule(call::cannotConnect, connectTimeout.toNanos(), TimeUnit.NANOSECONDS);
            case UNAVAILABLE -> loop.execute(call::isUnavailable);
        }
        return call;
    }

    private void cannotConnect() {
        if (!cancelled) {
            whenFailed.run();
            listener.failed(new Transport.Failure(Transport.Kind.CONNECT, false, "out for a drill"));
        }
    }

    /** A whole reply, for a route that does not move on after one. */
    private void isUnavailable() {
        if (cancelled) {
            return;
        }
        whenFailed.run();
        listener.head(
                503,
                new DefaultHttpHeaders()
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, SAYS.length));
        if (!cancelled) {
            listener.body(Unpooled.wrappedBuffer(SAYS));
        }
        if (!cancelled) {
            listener.readComplete();
        }
        if (!cancelled) {
            listener.end();
        }
    }

    @Override
    public void pause() {
        // Its few bytes come at once.
    }

    @Override
    public void resume() {
        // Nothing was held back.
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
