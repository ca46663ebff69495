package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;

/** Makes a reader for each reply; what they share, the parser's factory with its tables of names and what a thread reads with, is made once. */
public final class ReplyReaders {

    private final ThreadLocal<ReplyTools> tools;
    private final ThreadLocal<EventData> events = ThreadLocal.withInitial(EventData::new);
    private final JsonFactory factory;

    public ReplyReaders(JsonLimits limits) {
        this.tools = ReplyTools.ofEachThread(limits);
        this.factory = limits.factory();
    }

    public UnaryReader unary(Api api) {
        return new UnaryReader(api, tools, factory);
    }

    /** {@code stripUsageChunk}: the client did not ask for the chunk of counts that the gateway asked for. */
    public StreamReader stream(Api api, boolean stripUsageChunk) {
        return new StreamReader(api, stripUsageChunk, factory, events);
    }
}
