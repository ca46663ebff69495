package io.bailiwick.simulator;

import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated provider is and says.
 *
 * @param model the version that replies name; a leading {@code -} appends it to the model asked for, an empty one echoes that
 * @param models the upstream models that exist; empty means all
 * @param says the text of its answers
 * @param kept how many requests it remembers
 * @param clientCertificate whether a TLS client must show a certificate
 * @param framing whose details its chat completions have
 */
public record Personality(
        String name,
        String host,
        int port,
        String model,
        List<String> models,
        String says,
        @Nullable String fingerprint,
        @Nullable String inferenceGeo,
        Latency latency,
        @Nullable String requiredKey,
        @Nullable SSLContext tls,
        boolean clientCertificate,
        int kept,
        Framing framing) {

    public Personality {
        models = List.copyOf(models);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (kept < 0) {
            throw new IllegalArgumentException("kept cannot be negative");
        }
    }

    /** A provider of that name on 127.0.0.1, at any free port, that answers at once. */
    public static Personality named(String name) {
        return new Personality(
                name,
                "127.0.0.1",
                0,
                "-2024-11-20",
                List.of(),
                "Hello from " + name + ". This answer was simulated word by word on loopback.",
                "fp_simulated",
                null,
                Latency.NONE,
                null,
                null,
                false,
                10_000,
                Framing.OPENAI);
    }

    /** The version that answers when that model is asked for. */
    public String versionOf(String asked) {
        if (model.isEmpty()) {
            return asked;
        }
        return model.startsWith("-") ? asked + model : model;
    }

    public Personality withHost(String to) {
        return with(draft -> draft.host = to);
    }

    public Personality withPort(int to) {
        return with(draft -> draft.port = to);
    }

    public Personality withModel(String to) {
        return with(draft -> draft.model = to);
    }

    public Personality withModels(List<String> to) {
        return with(draft -> draft.models = to);
    }

    public Personality withSays(String to) {
        return with(draft -> draft.says = to);
    }

    public Personality withInferenceGeo(@Nullable String to) {
        return with(draft -> draft.inferenceGeo = to);
    }

    public Personality withLatency(Latency to) {
        return with(draft -> draft.latency = to);
    }

    public Personality withRequiredKey(@Nullable String to) {
        return with(draft -> draft.requiredKey = to);
    }

    public Personality withTls(@Nullable SSLContext to) {
        return with(draft -> draft.tls = to);
    }

    public Personality withClientCertificate(boolean to) {
        return with(draft -> draft.clientCertificate = to);
    }

    public Personality withKept(int to) {
        return with(draft -> draft.kept = to);
    }

    public Personality withFraming(Framing to) {
        return with(draft -> draft.framing = to);
    }

    private Personality with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A personality while something of it is changed. */
    private static final class Draft {
        private final String name;
        private String host;
        private int port;
        private String model;
        private List<String> models;
        private String says;
        private @Nullable String fingerprint;
        private @Nullable String inferenceGeo;
        private Latency latency;
        private @Nullable String requiredKey;
        private @Nullable SSLContext tls;
        private boolean clientCertificate;
        private int kept;
        private Framing framing;

        Draft(Personality of) {
            name = of.name;
            host = of.host;
            port = of.port;
            model = of.model;
            models = of.models;
            says = of.says;
            fingerprint = of.fingerprint;
            inferenceGeo = of.inferenceGeo;
            latency = of.latency;
            requiredKey = of.requiredKey;
            tls = of.tls;
            clientCertificate = of.clientCertificate;
            kept = of.kept;
            framing = of.framing;
        }

        Personality done() {
            return new Personality(
                    name,
                    host,
                    port,
                    model,
                    models,
                    says,
                    fingerprint,
                    inferenceGeo,
                    latency,
                    requiredKey,
                    tls,
                    clientCertificate,
                    kept,
                    framing);
        }
    }
}
