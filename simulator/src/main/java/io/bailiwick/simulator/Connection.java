package io.bailiwick.simulator;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One connection: a thread that never stops reading, so that a leaving peer is noticed, and one that answers. */
final class Connection {
    private static final int PIPELINED = 64;

    private final int number;
    private final Socket tcp;
    private final Journal journal;
    private final Staged staged;
    private final Answering answering;
    private final TlsLayer tls;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final BlockingQueue<Exchange> asked = new ArrayBlockingQueue<>(PIPELINED);

    Connection(int number, Socket tcp, Journal journal, Staged staged, Answering answering, TlsLayer tls) {
        this.number = number;
        this.tcp = tcp;
        this.journal = journal;
        this.staged = staged;
        this.answering = answering;
        this.tls = tls;
    }

    /** Ends whatever this connection does, with a TCP reset. */
    void reset() {
        cut.set(true);
        gone.complete(null);
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
        } catch (IOException closed) {
            return; // It had ended already.
        }
    }

    /** Reads until the peer leaves; answers on a thread of {@code threads}. */
    void run(Executor threads) {
        try (tcp) {
            tcp.setTcpNoDelay(true);
            TlsLayer.Secured secured = tls.over(tcp);
            Wire wire = Wire.over(tcp, secured.socket(), gone, cut);
            threads.execute(() -> answer(wire));
            read(new RequestReader(secured.socket().getInputStream()), wire, secured.peer());
        } catch (IOException | RejectedExecutionException ended) {
            gone.complete(null);
        } finally {
            gone.complete(null);
            List<Exchange> unanswered = new ArrayList<>();
            asked.drainTo(unanswered);
            unanswered.forEach(exchange -> left(exchange.reception()));
            asked.add(Exchange.noMore());
        }
    }

    private void read(RequestReader reader, Wire wire, Peer peer) throws IOException {
        while (reader.waits()) {
            Reception reception = journal.begin(number, peer);
            reader.begin(reception);
            try {
                read(reader, reception, wire);
                reader.done();
            } catch (ViolationException violation) {
                reception.violated(String.valueOf(violation.getMessage()));
                journal.arrived(reception);
                put(Exchange.of(reception, reception.head(), null));
                reader.drain();
                return;
            } catch (IOException ended) {
                left(reception);
                throw ended;
            }
        }
    }

    private void read(RequestReader reader, Reception reception, Wire wire) throws IOException {
        RequestHead head = reader.head();
        Fault fault = staged.of(head);
        Exchange exchange = Exchange.of(reception, head, fault);
        boolean early = fault != null && fault.early();
        if (early) {
            put(exchange);
        } else if (head.says("expect", "100-continue")) {
            wire.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        reader.body(head, pauseOf(fault, wire));
        journal.arrived(reception);
        if (!early) {
            put(exchange);
        }
    }

    private static RequestReader.BodyPause pauseOf(@Nullable Fault fault, Wire wire) {
        ConnectionFault.Deaf deaf = fault == null ? null : fault.deaf();
        if (deaf == null) {
            return RequestReader.BodyPause.NONE;
        }
        return bodyBytes -> {
            if (bodyBytes >= deaf.bodyBytes()) {
                wire.await(deaf.gate());
            }
        };
    }

    private void put(Exchange exchange) throws IOException {
        try {
            asked.put(exchange);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private void answer(Wire wire) {
        try {
            for (Exchange exchange = asked.take(); !exchange.last(); exchange = asked.take()) {
                answer(exchange, wire);
            }
        } catch (InterruptedException stopped) {
            reset();
        }
    }

    private void answer(Exchange exchange, Wire wire) {
        Reception reception = exchange.reception();
        Fault fault = exchange.fault();
        try {
            Received request = reception.snapshot();
            Reply reply = answering.reply(request, fault);
            Delivery delivery = fault == null ? Delivery.WHOLE : fault.delivery(Delivery.WHOLE);
            delivery.deliver(reply, wire);
            reception.end(Outcome.ANSWERED);
            if (exchange.head().says("connection", "close") || request.violation() != null) {
                wire.closeQuietly();
            }
        } catch (CutException staging) {
            reception.end(Outcome.CUT);
        } catch (IOException ended) {
            left(reception);
        }
    }

    private void left(Reception reception) {
        gone.complete(null);
        if (cut.get()) {
            reception.end(Outcome.CUT);
        } else {
            journal.abandoned(reception);
        }
    }
}
