package io.bailiwick.gateway;

import io.bailiwick.config.SocketKind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel's side of Netty: what the policy asks for where this machine has it, else epoll, else NIO. */
public record EventLoops(
        String name,
        EventLoopGroup group,
        Class<? extends ServerSocketChannel> serverType,
        Class<? extends SocketChannel> socketType,
        Class<? extends DatagramChannel> datagramType) {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    /** Never fails for what a machine lacks: it says so, and takes the next best. */
    public static EventLoops start(SocketKind wanted) {
        return switch (wanted) {
            case IO_URING -> IoUring.isAvailable() ? ioUring() : instead(wanted, IoUring.unavailabilityCause());
            case EPOLL -> Epoll.isAvailable() ? epoll() : instead(wanted, Epoll.unavailabilityCause());
            case NIO -> nio();
            case AUTO -> Epoll.isAvailable() ? epoll() : nio();
        };
    }

    private static EventLoops instead(SocketKind wanted, Throwable why) {
        EventLoops next = Epoll.isAvailable() ? epoll() : nio();
        LOG.warn(
                "gateway.sockets is {}, which this machine lacks: {} it is ({})", wanted.word(), next.name, cause(why));
        return next;
    }

    private static String cause(Throwable why) {
        Throwable first = why;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.toString();
    }

    private static EventLoops ioUring() {
        return new EventLoops(
                "io_uring",
                group(IoUringIoHandler.newFactory()),
                IoUringServerSocketChannel.class,
                IoUringSocketChannel.class,
                IoUringDatagramChannel.class);
    }

    private static EventLoops epoll() {
        return new EventLoops(
                "epoll",
                group(EpollIoHandler.newFactory()),
                EpollServerSocketChannel.class,
                EpollSocketChannel.class,
                EpollDatagramChannel.class);
    }

    private static EventLoops nio() {
        return new EventLoops(
                "nio",
                group(NioIoHandler.newFactory()),
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                NioDatagramChannel.class);
    }

    private static EventLoopGroup group(IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                // Netty asks for the highest. Who may have it, such as root, would take the core from whoever writes
                // to it at each octet, and have one request in a round instead of twenty.
                new DefaultThreadFactory("event-loop", Thread.NORM_PRIORITY),
                handlers);
    }
}
