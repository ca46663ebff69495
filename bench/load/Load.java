package load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run: when requests are due, what of it is counted, and what was wrong. Lives on one event loop. */
final class Load {

    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Wish wish;
    private final EventLoop loop;
    private final Class<? extends SocketChannel> sockets;
    private final Origin.Manner manner;
    private final Consumer<String> says;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final List<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final Figures fromDue = new Figures();
    private final Figures fromSent = new Figures();
    private final Figures first = new Figures();
    private final Figures transit = new Figures();
    private final Map<String, Integer> wrong = new LinkedHashMap<>();
    private String sample = "";
    private long number;
    private long served;
    private long refused;
    private long allServed;
    private long allRefused;
    private long reconnects;
    private boolean counting;
    private boolean over;
    private boolean told;
    private long begun;
    private long ended;
    private long acceptedBefore;

    Load(Wish wish, EventLoop loop, Class<? extends SocketChannel> sockets, Origin.Manner manner, Consumer<String> says) {
        this.wish = wish;
        this.loop = loop;
        this.sockets = sockets;
        this.manner = manner;
        this.says = says;
    }

    /** Its figures as JSON, when every answer has come or is given up. */
    CompletableFuture<String> start() {
        loop.execute(this::begin);
        return result;
    }

    private void begin() {
        manner.events = wish.events();
        manner.intervalNanos = wish.intervalNanos();
        manner.holdNanos = wish.holdNanos();
        manner.late.clear();
        acceptedBefore = manner.accepted;
        number = System.nanoTime();
        for (int i = 0; i < wish.connections(); i++) {
            callers.add(new Caller(this, wish));
        }
        long between = (long) (wish.rampSeconds() * 1e9 / wish.connections());
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            loop.schedule(() -> connect(caller), i * between, TimeUnit.NANOSECONDS);
        }
        if (wish.rate() > 0) {
            long firstDue = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
            due(firstDue, 0);
        }
        long warm = (long) ((wish.warmSeconds() + wish.rampSeconds()) * 1e9);
        loop.schedule(this::count, warm, TimeUnit.NANOSECONDS);
        loop.schedule(this::stop, warm + (long) (wish.seconds() * 1e9), TimeUnit.NANOSECONDS);
    }

    private void connect(Caller caller) {
        new Bootstrap()
                .group(loop)
                .channel(sockets)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(caller);
                    }
                })
                .connect("127.0.0.1", wish.port())
                .addListener(done -> {
                    if (!done.isSuccess() && !over) {
                        wrong("no connection: " + done.cause().getMessage(), "");
                    }
                });
    }

    private void due(long at, long index) {
        if (over) {
            return;
        }
        long wait = at - System.nanoTime();
        if (wait > 0) {
            loop.schedule(() -> due(at, index), wait, TimeUnit.NANOSECONDS);
            return;
        }
        Caller caller = idle.poll();
        if (caller == null) {
            waiting.add(at);
        } else {
            caller.send(number++, at);
        }
        long next = at + (long) (1e9 / wish.rate());
        loop.schedule(() -> due(next, index + 1), next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void count() {
        counting = true;
        begun = System.nanoTime();
        says.accept("begin");
    }

    private void stop() {
        counting = false;
        over = true;
        ended = System.nanoTime();
        says.accept("end");
        drain(ended + DRAIN_NANOS);
    }

    private void drain(long until) {
        long busy = callers.stream().filter(Caller::isBusy).count();
        if (busy > 0 && System.nanoTime() < until) {
            loop.schedule(() -> drain(until), 10, TimeUnit.MILLISECONDS);
            return;
        }
        if (busy > 0) {
            wrong.merge("no answer within " + DRAIN_NANOS / 1_000_000_000 + " s", (int) busy, Integer::sum);
        }
        told = true;
        callers.forEach(Caller::close);
        result.complete(json());
    }

    void connected(Caller caller) {
        idle(caller);
    }

    void disconnected(Caller caller) {
        idle.remove(caller);
        if (!over) {
            reconnects++;
            connect(caller);
        }
    }

    /** This connection has nothing to do: the next request is due at once, or when one waits, or later. */
    void idle(Caller caller) {
        if (over || !caller.isActive()) {
            return;
        }
        if (wish.rate() == 0) {
            caller.send(number++, System.nanoTime());
            return;
        }
        Long due = waiting.poll();
        if (due == null) {
            idle.add(caller);
        } else {
            caller.send(number++, due);
        }
    }

    void first(long nanos) {
        if (counting) {
            first.add(nanos);
        }
    }

    void event(long nanos) {
        if (counting) {
            transit.add(nanos);
        }
    }

    void served(Caller caller, long sinceDue, long sinceSent) {
        allServed++;
        if (counting) {
            served++;
            fromDue.add(sinceDue);
            fromSent.add(sinceSent);
        }
        idle(caller);
    }

    void refused(Caller caller, String why, String body) {
        allRefused++;
        if (counting) {
            refused++;
        }
        if (why != null) {
            wrong(why, body);
        }
        idle(caller);
    }

    void wrong(String why, String body) {
        if (told) {
            return;
        }
        wrong.merge(why, 1, Integer::sum);
        if (sample.isEmpty()) {
            sample = body;
        }
    }

    private String json() {
        String kinds = wrong.entrySet().stream()
                .map(each -> quoted(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return String.format(
                Locale.ROOT,
                "{\"seconds\":%.4f,\"served\":%d,\"refused\":%d,\"events\":%d,\"checked\":%d,\"wrong\":%s,\"sample\":%s,"
                        + "\"reconnects\":%d,\"upstream_connections\":%d,\"late\":%d,"
                        + "\"due\":%s,\"sent\":%s,\"first\":%s,\"transit\":%s,\"origin_late\":%s}",
                (ended - begun) / 1e9, served, refused, transit.count(), allServed + allRefused, kinds, quoted(sample),
                reconnects, manner.accepted - acceptedBefore, transit.countAbove(wish.boundNanos()),
                fromDue.json(), fromSent.json(), first.json(), transit.json(), manner.late.json());
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ') {
                out.append(' ');
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
