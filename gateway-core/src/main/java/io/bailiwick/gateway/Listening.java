package io.bailiwick.gateway;

import io.bailiwick.config.HostPort;
import io.bailiwick.gateway.wire.SocketBuffers;
import io.bailiwick.gateway.wire.UnreadTime;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.time.Duration;

/** How this process listens: on which loops, with which sockets. */
final class Listening {

    private final EventLoops loops;
    private final Duration idle;

    /** Nothing that was sent to a client lies unread for longer than {@code idle}. */
    Listening(EventLoops loops, Duration idle) {
        this.loops = loops;
        this.idle = idle;
    }

    /** Throws where that is somebody's already, or no place of this machine. */
    Channel at(HostPort where, ChannelInitializer<SocketChannel> pipeline) throws IOException {
        try {
            ServerBootstrap listening = new ServerBootstrap()
                    .group(loops.group())
                    .channel(loops.serverType())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .option(ChannelOption.SO_BACKLOG, 4096)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SocketBuffers.WRITES)
                    .childOption(ChannelOption.RECVBUF_ALLOCATOR, SocketBuffers.READS)
                    .childHandler(pipeline);
            ChannelOption<Integer> unreadForMillis = UnreadTime.option(loops.socketType());
            if (unreadForMillis != null) {
                listening.childOption(unreadForMillis, (int) Math.min(idle.toMillis(), Integer.MAX_VALUE));
            }
            return listening
                    .bind(where.host(), where.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception taken) {
            throw new IOException("cannot listen on " + where + ": " + taken.getMessage(), taken);
        }
    }
}
