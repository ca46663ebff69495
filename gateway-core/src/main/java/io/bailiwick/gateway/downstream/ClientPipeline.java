package io.bailiwick.gateway.downstream;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.spine.BufferedBytes;
import io.bailiwick.gateway.spine.Spines;
import io.bailiwick.gateway.wire.FlushesTogether;
import io.bailiwick.gateway.wire.Framing;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds a client connection's pipeline, in {@link PipelineOrder}. */
public final class ClientPipeline extends ChannelInitializer<SocketChannel> {

    private final Spines spines;
    private final Limits limits;
    private final Framing framing;
    private final BufferedBytes buffered;
    private final OpenConnections connections;
    private final @Nullable SslContext tls;
    private final LongSupplier nanoTime;

    public ClientPipeline(
            Spines spines,
            Limits limits,
            BufferedBytes buffered,
            OpenConnections connections,
            @Nullable SslContext tls,
            LongSupplier nanoTime) {
        this.spines = spines;
        this.limits = limits;
        this.framing = Framing.within(limits.lineBytes(), limits.headerBytes(), limits.headerCount());
        this.buffered = buffered;
        this.connections = connections;
        this.tls = tls;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline().addLast(PipelineOrder.FLUSHES, new FlushesTogether());
        if (tls != null) {
            channel.pipeline().addLast(PipelineOrder.TLS, tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(PipelineOrder.DECODER, new RequestDecoder(framing))
                .addLast(
                        PipelineOrder.ACCEPT_REQUEST,
                        new AcceptRequest(spines, limits, buffered, connections, nanoTime));
    }
}
