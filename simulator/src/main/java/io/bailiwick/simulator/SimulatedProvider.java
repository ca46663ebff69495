package io.bailiwick.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A provider on loopback that speaks the OpenAI and Anthropic dialects, remembers every byte, and fails as told. */
public final class SimulatedProvider implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final Duration ACCEPT_AGAIN = Duration.ofMillis(1);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Personality personality;
    private final Journal journal;
    private final Staged staged = new Staged();
    private final Answering answering;
    private final TlsLayer tls;
    private final ExecutorService threads;
    private final AtomicInteger opened = new AtomicInteger();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);
    private boolean closed;

    private SimulatedProvider(Personality personality, ServerSocket listener) {
        this.personality = personality;
        this.listener = listener;
        this.port = listener.getLocalPort();
        this.journal = new Journal(personality.kept());
        this.answering = new Answering(personality, Clock.systemUTC());
        this.tls = new TlsLayer(personality.tls(), personality.clientCertificate());
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator-" + personality.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens at the personality's host and port. */
    public static SimulatedProvider start(Personality personality) throws IOException {
        ServerSocket listener = listen(personality.host(), personality.port());
        SimulatedProvider provider = new SimulatedProvider(personality, listener);
        provider.startAccepting();
        return provider;
    }

    public Personality personality() {
        return personality;
    }

    public int port() {
        return port;
    }

    /** Where an SDK or an endpoint of a policy is pointed: {@code http(s)://host:port/v1}. */
    public URI url() {
        return URI.create(
                (personality.tls() == null ? "http://" : "https://") + personality.host() + ":" + port() + "/v1");
    }

    /** Every request that reached it, the half-received included, in the order of their first bytes. */
    public List<Received> received() {
        return journal.all();
    }

    /** How many requests it no longer remembers. */
    public long forgotten() {
        return journal.forgotten();
    }

    /** The next whole request since the last call, in the order of arrival. */
    public Received await(Duration limit) {
        return journal.nextArrived(limit);
    }

    /** The next request since the last call whose sender went away before it had its whole reply. */
    public Received awaitDisconnect(Duration limit) {
        return journal.nextAbandoned(limit);
    }

    /** Stages a fault each for the next requests that are not a GET. */
    public void next(Fault... faults) {
        staged.next(List.of(faults));
    }

    /** Stages a fault for every request that has none of its own; null ends that. */
    public void always(@Nullable Fault fault) {
        staged.always(fault);
    }

    /** Forgets every staged fault. */
    public void behave() {
        staged.clear();
    }

    /** How many connections were ever made to it. */
    public long connectionsOpened() {
        return opened.get();
    }

    public int openConnections() {
        return open.size();
    }

    /** Takes the provider down: standing connections are reset, new ones refused. */
    public synchronized void breakDown() {
        stopListening();
        open.forEach(Connection::reset);
    }

    /** Brings it back at the same address. */
    public synchronized void recover() {
        if (closed || !listener.isClosed()) {
            return;
        }
        try {
            listener = listen(personality.host(), port);
            startAccepting();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        breakDown();
        threads.shutdownNow();
    }

    private synchronized void startAccepting() {
        ServerSocket from = listener;
        accepting = CompletableFuture.runAsync(() -> accept(from), threads);
    }

    /** Returns when new connections are refused: the kernel keeps listening while a thread still waits for one. */
    private void stopListening() {
        try {
            listener.close();
            accepting.orTimeout(STOPPING.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (IOException taken) {
            listener.close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + taken.getMessage(), taken);
        }
        return listener;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                admit(from, from.accept());
            } catch (IOException refused) {
                LockSupport.parkNanos(ACCEPT_AGAIN.toNanos()); // Closed, or out of file descriptors for the moment.
            }
        }
    }

    private void admit(ServerSocket from, Socket tcp) {
        Connection connection = new Connection(opened.incrementAndGet(), tcp, journal, staged, answering, tls);
        if (staged.refuses()) {
            connection.reset();
            return;
        }
        open.add(connection);
        if (from.isClosed()) {
            connection.reset(); // Accepted while the provider went down.
        }
        try {
            threads.execute(() -> {
                try {
                    connection.run(threads);
                } finally {
                    open.remove(connection);
                }
            });
        } catch (RejectedExecutionException closing) {
            connection.reset();
            open.remove(connection);
        }
    }
}
