package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.wire.FlushesTogether;
import io.bailiwick.gateway.wire.Framing;
import io.bailiwick.gateway.wire.SocketBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts over real sockets: the client's own event loop, kept connections per loop and place. */
public final class NettyTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
    private static final int MOST_ADDRESSES = 3;

    private final Class<? extends SocketChannel> channelType;
    private final AddressResolverGroup<InetSocketAddress> resolvers;
    private final Framing framing;
    private final LongSupplier nanoTime;
    private final TlsContexts tlsContexts = new TlsContexts();
    private final Map<EventLoop, IdleConnections> idle = new ConcurrentHashMap<>();

    public NettyTransport(
            Class<? extends SocketChannel> channelType,
            AddressResolverGroup<InetSocketAddress> resolvers,
            Limits limits,
            LongSupplier nanoTime) {
        this.channelType = channelType;
        this.resolvers = resolvers;
        this.framing = Framing.within(limits.lineBytes(), limits.headerBytes(), limits.headerCount());
        this.nanoTime = nanoTime;
    }

    @Override
    public Call call(EventLoop loop, PermittedRequest request, Listener listener) {
        NettyCall call = new NettyCall(loop, listener);
        long now = nanoTime.getAsLong();
        Channel kept = idleOf(loop).take(request.place(), now);
        if (kept != null) {
            call.send(request, kept, true, now);
        } else {
            call.connect(request);
        }
        return call;
    }

    /** Closes every kept connection, and what names are asked by while there are loops to close it on. */
    public void close() {
        idle.forEach((loop, connections) -> loop.execute(connections::closeAll));
        resolvers.close();
    }

    private IdleConnections idleOf(EventLoop loop) {
        IdleConnections known = idle.get(loop);
        if (known != null) {
            return known;
        }
        IdleConnections made = new IdleConnections(nanoTime);
        idle.put(loop, made);
        loop.scheduleWithFixedDelay(made::sweep, 10, 10, TimeUnit.SECONDS);
        return made;
    }

    private final class NettyCall implements Call {

        private final EventLoop loop;
        private final Listener listener;
        private @Nullable Channel channel;
        private boolean cancelled;
        /** The connection's own handler knows what becomes of it. */
        private boolean handedOver;

        NettyCall(EventLoop loop, Listener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        void connect(PermittedRequest request) {
            PlaceConnections there = idleOf(loop).at(request.place());
            InetSocketAddress name = there.name();
            resolvers.getResolver(loop).resolveAll(name).addListener((Future<List<InetSocketAddress>> resolved) -> {
                if (cancelled) {
                    return;
                }
                if (!resolved.isSuccess()) {
                    unreachable("name does not resolve");
                    return;
                }
                List<InetSocketAddress> permitted = AddressRules.permitted(
                        resolved.getNow(),
                        name.getHostString(),
                        request.upstream().networks());
                if (permitted.isEmpty()) {
                    unreachable("name resolves to no permitted address");
                } else {
                    connect(request, there, permitted, 0);
                }
            });
        }

        /** The first address that answers; a name with a dead address is not a dead endpoint. */
        private void connect(
                PermittedRequest request, PlaceConnections there, List<InetSocketAddress> addresses, int at) {
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(channelType)
                    .resolver(NoopAddressResolverGroup.INSTANCE)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                            request.connectTimeout().toMillis())
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SocketBuffers.WRITES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, SocketBuffers.READS)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel made) throws IOException {
                            pipeline(request, there, made);
                        }
                    })
                    .connect(addresses.get(at));
            channel = connecting.channel();
            connecting.addListener(connected -> {
                if (cancelled) {
                    connecting.channel().close();
                } else if (!connected.isSuccess() && at + 1 < Math.min(addresses.size(), MOST_ADDRESSES)) {
                    connect(request, there, addresses, at + 1);
                } else if (!connected.isSuccess()) {
                    unreachable("cannot connect");
                } else {
                    secured(request, connecting.channel());
                }
            });
        }

        /** Nothing is written before the peer's name is verified: a failed handshake has sent nothing. */
        private void secured(PermittedRequest request, Channel connected) {
            SslHandler tls = connected.pipeline().get(SslHandler.class);
            if (tls == null) {
                send(request, connected, false, nanoTime.getAsLong());
                return;
            }
            tls.handshakeFuture().addListener(handshake -> {
                if (cancelled) {
                    connected.close();
                } else if (handshake.isSuccess()) {
                    send(request, connected, false, nanoTime.getAsLong());
                } else {
                    connected.close();
                    unreachable("TLS handshake failed");
                }
            });
        }

        /** The connection keeps nothing of the call that made it: that one's text would stay in memory for as long. */
        private void pipeline(PermittedRequest request, PlaceConnections there, SocketChannel made) throws IOException {
            URI url = there.place().url();
            made.pipeline().addLast("flushes", new FlushesTogether());
            if (HostHeader.isTls(url)) {
                var tls = request.upstream().tls();
                String peer = tls == null || tls.name() == null ? HostHeader.bareHost(url) : tls.name();
                SslHandler ssl = tlsContexts.of(tls).newHandler(made.alloc(), peer, HostHeader.port(url));
                ssl.setHandshakeTimeoutMillis(request.connectTimeout().toMillis());
                made.pipeline().addLast("tls", ssl);
            }
            ReplyDecoder replies = new ReplyDecoder(framing);
            made.pipeline()
                    .addLast("http-decoder", replies)
                    .addLast("border-guard", new BorderGuard(there.requests()))
                    .addLast("call", new UpstreamChannel(nanoTime, there, replies));
        }

        /** Keeps nothing of {@code request}: an answer may take long. */
        void send(PermittedRequest request, Channel ready, boolean kept, long nowNanos) {
            channel = ready;
            handedOver = true;
            UpstreamChannel handler = (UpstreamChannel) ready.pipeline().last();
            if (!listener.mayLeave(nowNanos)) {
                ready.close();
                listener.failed(new Failure(Kind.WITHDRAWN, false, "no longer permitted"));
                return;
            }
            handler.begin(listener, kept, nowNanos);
            ready.config().setAutoRead(true);
            ready.writeAndFlush(request).addListener(written -> {
                if (!handler.carries(listener)) {
                    return;
                }
                if (written.isSuccess()) {
                    handler.requestWritten();
                    listener.written();
                    return;
                }
                if (written.cause() instanceof BorderGuard.StoppedException stopped) {
                    LOG.error("stopped at the border: {}", stopped.getMessage());
                    handler.fail(ready.pipeline().context(handler), Kind.STOPPED, "stopped at the border");
                } else {
                    handler.fail(ready.pipeline().context(handler), Kind.RESET, "cannot write");
                }
            });
        }

        private void unreachable(String detail) {
            listener.failed(new Failure(Kind.CONNECT, false, detail));
        }

        @Override
        public void pause() {
            read(false);
        }

        @Override
        public void resume() {
            read(true);
        }

        private void read(boolean on) {
            UpstreamChannel mine = mine();
            if (mine != null && channel != null) {
                channel.config().setAutoRead(on);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            UpstreamChannel mine = mine();
            if (mine != null && channel != null) {
                mine.abandon(channel.pipeline().context(mine));
            } else if (channel != null && !handedOver) {
                channel.close();
            }
        }

        /** The connection's handler while it carries this call; null before that and after. */
        private @Nullable UpstreamChannel mine() {
            UpstreamChannel handler =
                    channel == null ? null : channel.pipeline().get(UpstreamChannel.class);
            return handler != null && handler.carries(listener) ? handler : null;
        }
    }
}
