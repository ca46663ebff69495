package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An example policy as a fleet runs it: a gateway for each region, a sink in the place of each endpoint. */
final class Fleet implements AutoCloseable {

    private static final Pattern ENDPOINT = Pattern.compile("(?ms)^  ([a-z0-9-]+):.*?url: \"?(https?://[^\\s\",]+)");
    private static final Pattern TENANT =
            Pattern.compile("(?m)^    ([a-z0-9-]+): +\\{ jurisdiction:.*?(sha256:[0-9a-f]{64})");

    private final RegionSinks sinks;
    private final Map<String, Running> gateways = new LinkedHashMap<>();
    private final Map<String, String> prompts = new LinkedHashMap<>();

    private Fleet(RegionSinks sinks) {
        this.sinks = sinks;
    }

    /** {@code file} is an example's name; the gateways run in {@code regions}. */
    static Fleet of(String file, List<String> regions) throws IOException {
        String policy = ProjectRoot.read("config/policies/" + file);
        Fleet fleet = new Fleet(RegionSinks.start(endpoints(policy).toArray(String[]::new)));
        try {
            for (String region : regions) {
                Path state = Files.createTempDirectory("bailiwick-fleet");
                fleet.gateways.put(region, Running.start(fleet.here(policy, region, state), secrets(policy)));
            }
            return fleet;
        } catch (IOException | RuntimeException | AssertionError failed) {
            fleet.close();
            throw failed;
        }
    }

    Running gateway(String region) {
        Running running = gateways.get(region);
        if (running == null) {
            throw new AssertionError("no gateway in " + region + " among " + gateways.keySet());
        }
        return running;
    }

    /** That gateway is gone, as its region would be. */
    void lose(String region) {
        gateway(region).close();
        gateways.remove(region);
    }

    /** A chat of that tenant, with words that nobody else sends, at the gateway of that region. */
    RawReply ask(String tenant, String region) throws IOException {
        return gateway(region).chat(key(tenant), Running.chatBody(prompt(tenant)));
    }

    /** Only the head of such a chat, whose body would follow if it were asked for. */
    RawReply askWithoutBody(String tenant, String region) throws IOException {
        try (RawClient client = gateway(region).raw()) {
            String request = RawClient.request(
                    "POST",
                    "/v1/chat/completions",
                    Running.chatBody(prompt(tenant)),
                    "authorization",
                    "Bearer " + key(tenant),
                    "expect",
                    "100-continue");
            return client.send(request.substring(0, request.indexOf("\r\n\r\n") + 4))
                    .reply();
        }
    }

    /** The endpoints that any byte of that tenant's words reached. */
    Set<String> saw(String tenant) {
        return sinks.seenIn(prompt(tenant));
    }

    /** Begins an outage at that gateway; {@code kind} is region, endpoint or jurisdiction. */
    String beginDrill(String region, String kind, String name) throws IOException {
        String order = "{\"%s\":\"%s\",\"before_ms\":0,\"for_ms\":600000,\"after_ms\":0}".formatted(kind, name);
        JsonNode begun = Running.json(admin(region, "POST", "/v1/drills", order));
        assertThat(begun.path("phase").asText()).as("%s", begun).isEqualTo("during");
        return begun.path("id").asText();
    }

    /** Ends the drill; what it saw until then. */
    JsonNode endDrill(String region, String id) throws IOException {
        JsonNode report = Running.json(admin(region, "GET", "/v1/drills/" + id, ""));
        admin(region, "DELETE", "/v1/drills/" + id, "");
        return report;
    }

    private RawReply admin(String region, String method, String path, String body) throws IOException {
        InetSocketAddress address = gateway(region).gateway().adminAddress();
        try (RawClient client = RawClient.connect("127.0.0.1", address.getPort())) {
            return client.send(RawClient.request(method, path, body, "content-type", "application/json"))
                    .reply();
        }
    }

    private String prompt(String tenant) {
        return prompts.computeIfAbsent(
                tenant, name -> "words of " + name + " " + Long.toString(new SecureRandom().nextLong() >>> 1, 36));
    }

    private static String key(String tenant) {
        return "key-of-" + tenant;
    }

    /** The file itself, but for addresses, keys and the directory of its state. */
    private String here(String policy, String region, Path state) {
        String text = policy.replace("listen: 0.0.0.0:8080", "listen: \"127.0.0.1:0\"")
                .replace("listen: 127.0.0.1:8080", "listen: \"127.0.0.1:0\"")
                .replace("admin: 127.0.0.1:9090", "admin: \"127.0.0.1:0\"")
                .replace("state: /var/lib/bailiwick", "state: \"" + state + "\"")
                .replace("192.168.10.0/24", "127.0.0.0/8")
                .replace("    sku: standard\n", "") // a word of Azure's hosts alone
                .replaceFirst("(?m)^  region: \\S+", Matcher.quoteReplacement("  region: " + region));
        for (MatchResult tenant : all(TENANT, policy)) {
            text = text.replaceFirst(tenant.group(2), "sha256:" + Border.digest(key(tenant.group(1))));
        }
        for (MatchResult endpoint : all(ENDPOINT, section(policy))) {
            String url = sinks.url(endpoint.group(1)).toString();
            text = text.replace(endpoint.group(2), states(policy, endpoint) ? url : url + "\n    reach: anywhere");
        }
        return text;
    }

    /** Whether the endpoint says where it processes; else the catalogue did, by the host that a sink has not. */
    private static boolean states(String policy, MatchResult endpoint) {
        String from = section(policy).substring(endpoint.start());
        return from.substring(0, (from + "\n\n  x:").indexOf("models:")).contains("reach:");
    }

    private static List<String> endpoints(String policy) {
        return all(ENDPOINT, section(policy)).stream()
                .map(found -> found.group(1))
                .toList();
    }

    private static String section(String policy) {
        return policy.substring(policy.indexOf("\nendpoints:"), policy.indexOf("\nroutes:"));
    }

    private static Map<String, String> secrets(String policy) {
        return all(Pattern.compile("env: (\\w+)"), policy).stream()
                .collect(Collectors.toMap(found -> found.group(1), found -> "secret-of-" + found.group(1)));
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>(gateways.values());
        Stream.concat(open.stream(), Stream.of(sinks)).forEach(each -> {
            try {
                each.close();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }
}
