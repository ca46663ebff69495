package io.bailiwick.gateway.admin;

import io.bailiwick.credentials.Secret;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds an admin connection's pipeline. */
public final class AdminPipeline extends ChannelInitializer<SocketChannel> {

    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_BODY_BYTES = 8 << 10;
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final AdminView view;
    private final @Nullable Secret token;
    private final AdminConnections connections = new AdminConnections(MOST_CONNECTIONS);

    public AdminPipeline(AdminView view, @Nullable Secret token) {
        this.view = view;
        this.token = token;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        connections.opened(channel);
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new AdminDeadline(REQUEST, ANSWER))
                .addLast(new AdminDoor(view, token, connections)) // before a body is kept
                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES))
                .addLast(new AdminApi(view));
    }
}
