package io.bailiwick.identity;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks an issuer for its keys, and says nothing of anybody: a bare GET that no proxy and no redirect leads elsewhere.
 *
 * <p>The one class beside gateway.upstream that dials out while requests are served; no request's byte comes here.
 */
public final class FetchIssuerKeys implements FetchKeys {

    static final int MOST_BYTES = 256 << 10;
    private static final Duration MOST_TIME = Duration.ofSeconds(5);

    private final Executor executor;
    private @Nullable HttpClient client;

    public FetchIssuerKeys(Executor executor) {
        this.executor = executor;
    }

    /** Made with the first question: it reads whom the platform trusts, and most policies name no issuer. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(MOST_TIME)
                    .executor(executor)
                    .build();
            client = made;
        }
        return made;
    }

    @Override
    public void fetch(URI url, Consumer<byte[]> found, Consumer<String> failed) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("accept", "application/json")
                .header("user-agent", "bailiwick")
                .build();
        // Not on the caller's thread: to send is to look up a name, and that waits.
        executor.execute(() -> {
            CompletableFuture<HttpResponse<byte[]>> sent = sent(request);
            sent.copy().orTimeout(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS).whenComplete((reply, broken) -> {
                if (broken != null) {
                    sent.cancel(true);
                    failed.accept(said(broken));
                } else if (reply.statusCode() != 200) {
                    failed.accept("answered " + reply.statusCode());
                } else if (reply.body().length > MOST_BYTES) {
                    failed.accept("answered more than " + MOST_BYTES + " bytes");
                } else {
                    found.accept(reply.body());
                }
            });
        });
    }

    /** Whatever goes wrong is the future's to say: whoever waits for keys is told of every ending. */
    private CompletableFuture<HttpResponse<byte[]>> sent(HttpRequest request) {
        try {
            return client().sendAsync(request, head -> BodySubscribers.fromSubscriber(new Bounded(), Bounded::bytes));
        } catch (RuntimeException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }

    private static String said(Throwable broken) {
        Throwable cause =
                broken instanceof CompletionException && broken.getCause() != null ? broken.getCause() : broken;
        return cause instanceof TimeoutException
                ? "did not answer in " + MOST_TIME.toSeconds() + " s"
                : "did not answer: " + cause;
    }

    /** Takes a body, and one byte more than it may have, so that a long one is known without being held. */
    private static final class Bounded implements Flow.Subscriber<List<ByteBuffer>> {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[Math.min(buffer.remaining(), MOST_BYTES + 1 - taken.size())];
                buffer.get(bytes);
                taken.writeBytes(bytes);
            }
            if (taken.size() > MOST_BYTES && subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable broken) {
            taken.reset(); // whoever waits is told by the client
        }

        @Override
        public void onComplete() {
            subscription = null;
        }

        byte[] bytes() {
            return taken.toByteArray();
        }
    }
}
