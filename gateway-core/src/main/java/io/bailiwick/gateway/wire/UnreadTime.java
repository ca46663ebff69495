package io.bailiwick.gateway.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * For how long bytes may lie unread, or unacknowledged, before the kernel gives a connection up. Only the kernel sees what has
 * left its own buffers, which hold megabytes.
 */
public final class UnreadTime {

    private UnreadTime() {}

    /** In milliseconds; null where Netty cannot say it to this kind of socket. */
    public static @Nullable ChannelOption<Integer> option(Class<? extends Channel> socketType) {
        if (socketType == EpollSocketChannel.class) {
            return EpollChannelOption.TCP_USER_TIMEOUT;
        }
        return socketType == IoUringSocketChannel.class ? IoUringChannelOption.TCP_USER_TIMEOUT : null;
    }

    /** Whether the kernel was told, and took it. */
    public static boolean isBounded(Channel socket) {
        ChannelOption<Integer> option = option(socket.getClass());
        Integer millis = option == null ? null : socket.config().getOption(option);
        return millis != null && millis > 0;
    }
}
