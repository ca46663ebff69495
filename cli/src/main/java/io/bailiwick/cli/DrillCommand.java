package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Rehearses a regional outage at a running gateway, without touching a provider.",
            "The gateway ends it by itself, whatever becomes of this command."
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class DrillCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 250;

    /** How long a drill goes on after everything has recovered, so that the time after is counted too. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    enum Format {
        text,
        json
    }

    static final class What {
        @Option(
                names = "--region",
                required = true,
                paramLabel = "R",
                description = "every endpoint that may run there")
        private @Nullable String region;

        @Option(names = "--endpoint", required = true, paramLabel = "E", description = "one endpoint")
        private @Nullable String endpoint;

        @Option(
                names = "--jurisdiction",
                required = true,
                paramLabel = "J",
                description = "every endpoint of every pool of that jurisdiction")
        private @Nullable String jurisdiction;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--for",
            paramLabel = "D",
            description = "how long the outage lasts: 30s, 2m; there is no default, for a drill always has an end")
    private @Nullable String length;

    @Option(names = "--before", paramLabel = "D", description = "how long the usual is watched; default 3s")
    private String before = "3s";

    @Option(names = "--after", paramLabel = "D", description = "how long to wait for recovery at most; default 20s")
    private String after = "20s";

    @Option(names = "--traffic", description = "real: everybody's; shadow: this command's own; default real")
    private String traffic = "real";

    @Option(names = "--fault", description = "how the places fail: connect, timeout or 503; default connect")
    private String fault = "connect";

    @Option(names = "--admin", paramLabel = "URL", description = "default ${DEFAULT-VALUE}")
    private URI admin = URI.create("http://127.0.0.1:9090");

    @Option(names = "--token-file", paramLabel = "F", description = "holds the admin token")
    private @Nullable Path tokenFile;

    @Option(names = "--gateway", paramLabel = "URL", description = "default ${DEFAULT-VALUE}")
    private URI gateway = URI.create("http://127.0.0.1:8080");

    @Option(names = "--key-file", paramLabel = "F", description = "holds a client key to send with; may be repeated")
    private List<Path> keyFiles = new ArrayList<>();

    @Option(names = "--key-env", paramLabel = "V", description = "a variable that holds one; may be repeated")
    private List<String> keyVariables = new ArrayList<>();

    @Option(names = "--model", paramLabel = "M", description = "the route to ask; default: one that feels the outage")
    private @Nullable String model;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "requests a second with each key, 0 to 50; default ${DEFAULT-VALUE}; 0 only watches")
    private int rate = 5;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (length == null) {
            throw usage("--for is missing: a drill always has an end (expected: such as --for 30s)");
        }
        if (rate < 0 || rate > 50) {
            throw usage("--rate " + rate + " (expected: 0 to 50)");
        }
        checkAddress("--admin", admin);
        checkAddress("--gateway", gateway);
        ObjectNode order = order();
        DrillClient client = new DrillClient(admin, token(), gateway);
        List<String> keys = rate == 0 ? List.of() : keys(client.policy());
        if (traffic.equals("shadow") && keys.isEmpty()) {
            throw usage(
                    "a shadow drill sends its own requests (expected: --key-file or --key-env, and --rate above 0)");
        }
        CountDownLatch told = Signals.end();
        DrillClient.Said begun = client.begin(order);
        if (begun.status() != 201) {
            spec.commandLine().getErr().println("bailiwick: " + begun.error());
            return begun.status() == 400 ? Exit.USAGE : Exit.DOES_NOT_HOLD;
        }
        return run(client, begun.page(), keys, told);
    }

    private int run(DrillClient client, JsonNode begun, List<String> keys, CountDownLatch told)
            throws IOException, InterruptedException {
        String id = begun.path("id").textValue();
        DrillProgress progress = new DrillProgress(spec.commandLine().getErr());
        progress.begun(begun, keys.size(), rate);
        JsonNode last;
        DrillTraffic sent;
        try (DrillTraffic own = new DrillTraffic(client, keys, rate, model(begun), id)) {
            sent = own;
            last = watch(client, id, progress, told);
            own.stop();
            last = client.get(id);
        } finally {
            client.end(id); // over already, or this command was stopped: then the outage ends with it
        }
        JsonNode over = client.get(id);
        ObjectNode report = ((ObjectNode) last).put("phase", "over");
        report.put("cut", over.path("cut").booleanValue());
        report.set("sent", sent.asJson());
        DrillVerdict verdict = DrillVerdict.of(report);
        report.put("verdict", verdict.words());
        spec.commandLine().getOut().println(format == Format.json ? report.toPrettyString() : DrillTable.of(report));
        return verdict.holds() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
    }

    private static JsonNode watch(DrillClient client, String id, DrillProgress progress, CountDownLatch told)
            throws IOException, InterruptedException {
        long recoveredNanos = 0;
        while (true) {
            JsonNode now = client.get(id);
            progress.now(now);
            boolean recovered = now.at("/recovery/recovered").booleanValue();
            if (recovered && recoveredNanos == 0) {
                recoveredNanos = System.nanoTime();
            }
            boolean done = now.path("phase").textValue().equals("over")
                    || (recovered && System.nanoTime() - recoveredNanos > LINGER_NANOS);
            if (done || told.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return now;
            }
        }
    }

    private ObjectNode order() {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        if (what.region != null) {
            order.put("region", what.region);
        } else if (what.endpoint != null) {
            order.put("endpoint", what.endpoint);
        } else {
            order.put("jurisdiction", what.jurisdiction);
        }
        order.put("for_ms", duration("--for", length == null ? "" : length).toMillis());
        order.put("before_ms", duration("--before", before).toMillis());
        order.put("after_ms", duration("--after", after).toMillis());
        return order.put("fault", fault).put("traffic", traffic);
    }

    private void checkAddress(String option, URI address) {
        if (!WebAddress.isPlain(address)) {
            throw usage(option + " " + address + " " + WebAddress.EXPECTED);
        }
    }

    private Duration duration(String option, String written) {
        Duration length = Lengths.of(written);
        if (length == null) {
            throw usage(option + " '" + written + "' (expected: a length such as 500ms, 30s, 2m or 1h)");
        }
        return length;
    }

    private @Nullable String token() throws IOException {
        return tokenFile == null ? null : HeaderSecret.in(spec.commandLine(), "--token-file", tokenFile);
    }

    private List<String> keys(JsonNode policy) throws IOException {
        List<String> keys = new ArrayList<>();
        for (Path file : keyFiles) {
            keys.add(HeaderSecret.in(spec.commandLine(), "--key-file", file));
        }
        for (String variable : keyVariables) {
            String value = System.getenv(variable);
            if (value == null || value.isBlank()) {
                throw usage("--key-env " + variable + ": no such variable");
            }
            keys.add(HeaderSecret.of(spec.commandLine(), "--key-env " + variable, value));
        }
        return keys.isEmpty() ? DemoKeys.of(policy) : keys;
    }

    /** The route to ask: chat where the outage is felt, so that something is seen of it. */
    private String model(JsonNode begun) {
        if (model != null) {
            return model;
        }
        for (JsonNode pool : begun.path("affected")) {
            if (pool.path("apis").toString().contains("\"chat\"")) {
                return pool.path("route").textValue();
            }
        }
        return "chat";
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
