package io.bailiwick.gateway.admin;

import io.bailiwick.credentials.Secret;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds an admin connection's pipeline. */
public final class AdminPipeline extends ChannelInitializer<SocketChannel> {

    private static final int MOST_BODY_BYTES = 8 << 10;
    private static final int IDLE_SECONDS = 60;

    private final AdminView view;
    private final @Nullable Secret token;

    public AdminPipeline(AdminView view, @Nullable Secret token) {
        this.view = view;
        this.token = token;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES))
                .addLast(new AdminApi(view, token));
    }
}
