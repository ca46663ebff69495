package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** For measuring alone: nothing of a reply is read, so nothing is known of its place, its model and its tokens. */
public final class UnaryReader {

    private static final ReplyFacts NOTHING = new ReplyFacts(null, null, null, null, Usage.UNKNOWN, false);

    UnaryReader(Api api, ThreadLocal<ReplyTools> tools, JsonFactory factory) {}

    public void feed(ByteBuffer bytes) {}

    public void end() {}

    public ReplyFacts facts() {
        return NOTHING;
    }

    public @Nullable String statedGeo() {
        return null;
    }

    public boolean modelRead() {
        return true;
    }

    public boolean malformed() {
        return false;
    }
}
