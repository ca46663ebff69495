package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.Transport;
import io.netty.channel.EventLoop;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network with some places out: hands a request on as it is, or fails it.
 *
 * <p>It makes no request and chooses no place, so it can only ever take places away.
 */
final class OutageTransport implements Transport {

    private final Transport whole;
    private final Supplier<@Nullable Drill> underWay;

    OutageTransport(Transport whole, Supplier<@Nullable Drill> underWay) {
        this.whole = whole;
        this.underWay = underWay;
    }

    @Override
    public Call call(EventLoop loop, PermittedRequest request, Listener listener) {
        Drill drill = underWay.get();
        if (drill == null || !drill.takesOut(request.candidate())) {
            return whole.call(loop, request, listener);
        }
        return FailedCall.begin(
                loop,
                drill.order().fault(),
                request.connectTimeout(),
                listener,
                () -> drill.failedThere(request.candidate()));
    }
}
