package io.bailiwick.e2e;

import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;

/** A client that asks again on its own connection, and so meets the upstream connection that its last request left. */
final class KeptClient implements AutoCloseable {

    private final Border border;
    private final RawClient client;

    KeptClient(Border border) throws IOException {
        this.border = border;
        this.client = border.running().raw();
    }

    RawReply ask() throws IOException {
        return client.send(border.request("/v1/chat/completions", border.chat()))
                .reply();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
