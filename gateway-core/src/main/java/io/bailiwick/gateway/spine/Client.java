package io.bailiwick.gateway.spine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;

/** Whoever asked, as the spine sees them: one reply to write, and where it runs. All calls on {@link #loop}. */
public interface Client {

    /** Where an event of our own would have a number, for a reply in which none can be said. */
    long NO_EVENTS = -1;

    EventLoop loop();

    ByteBuf allocate(int bytes);

    /** Sends status and headers, with the stamp; from now on nothing can be taken back. {@code lengthBytes} -1: unknown. */
    void commit(int status, HttpHeaders headers, Stamp stamp, long lengthBytes);

    /** Consumes {@code bytes}. */
    void write(ByteBuf bytes);

    /** Consumes {@code bytes}, and says when they have left or never will. */
    void write(ByteBuf bytes, Runnable gone);

    /** How much was given to {@code write} so far. */
    long saidBytes();

    void flush();

    /** A clean end. */
    void end();

    /** The whole reply is a refusal. Only before {@link #commit}. */
    void refuse(Refusal refusal, Stamp stamp);

    /**
     * The head is out and the rest is not coming: closes without a clean end. A stream says why in its dialect first, in an
     * event with the number {@code sequence}; {@link #NO_EVENTS} for a reply that is no stream.
     */
    void breakOff(Refusal refusal, long sequence);

    /** Nothing more can be said to it, not even that: its connection ends. */
    void abandon();

    /** It has left, and gets nothing of what was not flushed yet. */
    void left();

    /** Whether what was written has mostly left. */
    boolean isWritable();
}
