package io.bailiwick.cli;

import io.bailiwick.config.SocketKind;
import io.bailiwick.identity.ClientKey;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that is shown what serving takes: answers, streams, refusals, a provider that is away, its pages; by each
 * kind of socket that a policy may ask for and this machine has.
 *
 * <p>All of it is on 127.0.0.1; the gateway asks a simulated provider and is asked with a key that is made for it.
 */
final class TrainedGateway {

    private static final int TURNS = 3;

    /** The one that most ask for comes last: what both need is written down as it left it. */
    private static final List<SocketKind> SOCKETS = List.of(SocketKind.IO_URING, SocketKind.AUTO);

    private static final Pattern LISTENING = Pattern.compile("listening on \\S*:(\\d+), admin on \\S*:(\\d+)");

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0", state: "%1$s/state", sockets: %4$s }
        regions: { "onprem:fra1": { country: DE } }
        jurisdictions: { eu: { boundary: [EU], users: [EEA] }, us: { boundary: [US], users: [US] } }
        identity: { tenants: { archive: { jurisdiction: eu, keys: ["%3$s"] } } }
        endpoints:
          here: { provider: openai-compatible, url: "%2$s", reach: ["onprem:fra1"], models: { chat: sim-large } }
          away: { provider: openai-compatible, url: "http://127.0.0.1:9/v1", reach: ["onprem:fra1"], models: { chat: sim-large, away: sim-large } }
        routes:
          chat: { eu: [[here], [away]] }
          away: { eu: [[away]] }
        logs: { eu: { file: "%1$s/eu.jsonl", reach: [aws:eu-central-1] } }
        """;
    private static final String CHAT = """
        {"model":"%s","stream":%s,"max_tokens":64,"temperature":0.2,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"}]}""";

    private TrainedGateway() {}

    /** Until it has ended as it should; {@code options} are for its Java. */
    static void run(Path jar, Path work, List<String> options) throws IOException, InterruptedException {
        ClientKey key = ClientKey.generate(new SecureRandom());
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("onprem:fra1"))) {
            List<String> command = new ArrayList<>(options);
            command.addAll(List.of("-cp", jar.toString(), ServeInTurn.class.getName()));
            for (SocketKind sockets : SOCKETS) {
                String policy = POLICY.formatted(work, provider.url(), key.digest(), sockets.word());
                command.add(Files.writeString(work.resolve(sockets.word() + ".yaml"), policy)
                        .toString());
            }
            try (JavaProcess gateways = JavaProcess.start(work, command)) {
                for (int nth = 1; nth <= SOCKETS.size(); nth++) {
                    MatchResult listening = listening(gateways, nth);
                    train(port(listening, 1), port(listening, 2), key.reveal());
                    gateways.tellToStop();
                }
                gateways.end();
            }
        }
    }

    /** Waits until the nth gateway listens. */
    private static MatchResult listening(JavaProcess gateways, int nth) throws IOException, InterruptedException {
        String words = gateways.says(all -> LISTENING.matcher(all).results().count() >= nth);
        return LISTENING.matcher(words).results().skip(nth - 1L).findFirst().orElseThrow();
    }

    private static int port(MatchResult listening, int group) {
        return Integer.parseInt(listening.group(group));
    }

    private static void train(int port, int admin, String key) throws IOException {
        for (int turn = 0; turn < TURNS; turn++) {
            ask(port, "/v1/chat/completions", 200, key, CHAT.formatted("chat", "false"));
            ask(port, "/v1/chat/completions", 200, key, CHAT.formatted("chat", "true"));
            ask(port, "/v1/chat/completions", 503, key, CHAT.formatted("away", "false"));
            ask(port, "/v1/chat/completions", 401, "bw-nobody", CHAT.formatted("chat", "false"));
            ask(port, "/v1/models", 200, key, null);
            for (String page : List.of("/livez", "/readyz", "/metrics")) {
                ask(admin, page, 200, key, null);
            }
        }
    }

    private static void ask(int port, String path, int expected, String key, @Nullable String body) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + port + path);
        HttpURLConnection asked = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        asked.setRequestProperty("authorization", "Bearer " + key);
        asked.setRequestProperty("content-type", "application/json");
        if (body != null) {
            asked.setDoOutput(true);
            asked.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = asked.getResponseCode();
        try (@Nullable InputStream reply = status < 400 ? asked.getInputStream() : asked.getErrorStream()) {
            if (reply != null) {
                reply.readAllBytes();
            }
        }
        if (status != expected) {
            throw new IOException(path + " answered " + status + ", and " + expected + " was expected");
        }
    }
}
