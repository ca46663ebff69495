package io.bailiwick.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;

/** Carries one attempt to one place. The spine knows only this, so that it can run against a simulated network. */
public interface Transport {

    /** Begins the attempt; every callback to {@code listener} runs on {@code loop}. */
    Call call(EventLoop loop, PermittedRequest request, Listener listener);

    /** An attempt under way. */
    interface Call {

        /** Stops reading the reply until {@link #resume}. */
        void pause();

        void resume();

        /** Ends it at once: the upstream sees its connection close. Nothing is called back after this. */
        void cancel();
    }

    /** Told how an attempt goes; exactly one of {@link #end} and {@link #failed} comes last. */
    interface Listener {

        /**
         * Asked once, right before the first byte leaves: names were resolved and connections made since the decision. A
         * no ends the attempt with {@link Kind#WITHDRAWN}; after a yes the data counts as sent, at {@code nowNanos}.
         */
        boolean mayLeave(long nowNanos);

        /** The whole request was handed to the network. */
        void written();

        void head(int status, HttpHeaders headers);

        /** Consumes {@code bytes}. */
        void body(ByteBuf bytes);

        /** One read of the network is over: what came may now be flushed on. */
        void readComplete();

        /** The reply is whole. */
        void end();

        void failed(Failure failure);
    }

    /**
     * Why an attempt has no whole reply.
     *
     * @param kind what happened
     * @param stale whether a kept connection turned out to be closed before a byte of the reply came
     * @param detail for the log; never a byte of the exchange
     */
    record Failure(Kind kind, boolean stale, String detail) {}

    /** What happened. */
    enum Kind {
        /** No connection: name, address, port, handshake; nothing was sent. */
        CONNECT,
        /** The connection went before the reply was whole. */
        RESET,
        /** What came is not HTTP that we accept. */
        MALFORMED,
        /** The listener said no before a byte left. */
        WITHDRAWN,
        /** The border guard stopped it: an error of this program. */
        STOPPED
    }
}
