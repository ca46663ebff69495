package load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Load and origin in one process, on one thread with one clock, since they share a core: the origin listens, each line of
 * standard input is one run, and each run is told in lines: {@code begin}, {@code end}, then its figures as JSON.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int addresses = Integer.parseInt(arguments[1]);
        boolean epoll = Epoll.isAvailable();
        EventLoop loop = (EventLoop)
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()).next();
        Class<? extends ServerSocketChannel> servers = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        Class<? extends SocketChannel> sockets = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        Origin.Manner manner = new Origin.Manner();
        for (int i = 1; i <= addresses; i++) {
            listen("127.0.0." + i, port, loop, servers, manner);
        }
        say("listening");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.gc(); // now, and not within the run
            try {
                say(new Load(Wish.of(line), loop, sockets, manner, Main::say).start().join());
            } catch (IOException | IllegalArgumentException unclear) {
                say("refused " + unclear.getMessage());
            }
        }
        System.exit(0);
    }

    private static void listen(
            String host, int port, EventLoop loop, Class<? extends ServerSocketChannel> servers, Origin.Manner manner)
            throws InterruptedException {
        new ServerBootstrap()
                .group(loop)
                .channel(servers)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Origin(manner));
                    }
                })
                .bind(host, port)
                .sync();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
