package io.bailiwick.cli;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine itself says that it runs; asked only on a machine whose firmware names a cloud.
 *
 * <p>Sources: the instance metadata services of AWS (version 2, with a token), Azure and Google Cloud.
 */
final class InstanceRegion {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Path FIRMWARE_VENDOR = Path.of("/sys/class/dmi/id/sys_vendor");
    private static final URI SERVICE = URI.create("http://169.254.169.254");

    private final Path firmwareVendor;
    private final URI service;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .proxy(ProxySelector.of(null)) // never through a proxy: it would answer for another machine
            .build();

    InstanceRegion() {
        this(FIRMWARE_VENDOR, SERVICE);
    }

    InstanceRegion(Path firmwareVendor, URI service) {
        this.firmwareVendor = firmwareVendor;
        this.service = service;
    }

    /** {@code cloud:code}; null on a machine that is no known cloud's, or whose metadata service does not answer. */
    @Nullable
    String name() throws InterruptedException {
        String vendor = vendor();
        try {
            if (vendor.contains("amazon ec2")) {
                return aws();
            }
            if (vendor.contains("microsoft corporation")) {
                return named(
                        "azure:",
                        get(
                                "/metadata/instance/compute/location?api-version=2021-02-01&format=text",
                                "Metadata",
                                "true"));
            }
            if (vendor.contains("google")) {
                return gcp();
            }
            return null;
        } catch (IOException silent) {
            return null;
        }
    }

    private String vendor() {
        try {
            return Files.readString(firmwareVendor).toLowerCase(Locale.ROOT);
        } catch (IOException none) {
            return "";
        }
    }

    private @Nullable String aws() throws IOException, InterruptedException {
        HttpResponse<String> token = http.send(
                request("/latest/api/token")
                        .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (token.statusCode() != 200) {
            return null;
        }
        return named("aws:", get("/latest/meta-data/placement/region", "X-aws-ec2-metadata-token", token.body()));
    }

    /** {@code projects/1/zones/europe-west3-a} lies in {@code europe-west3}. */
    private @Nullable String gcp() throws IOException, InterruptedException {
        String zone = get("/computeMetadata/v1/instance/zone", "Metadata-Flavor", "Google");
        if (zone == null) {
            return null;
        }
        String code = zone.substring(zone.lastIndexOf('/') + 1);
        int last = code.lastIndexOf('-');
        return last < 0 ? null : named("gcp:", code.substring(0, last));
    }

    private @Nullable String get(String path, String header, String value) throws IOException, InterruptedException {
        HttpResponse<String> reply =
                http.send(request(path).header(header, value).GET().build(), HttpResponse.BodyHandlers.ofString());
        return reply.statusCode() == 200 ? reply.body().trim() : null;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE);
    }

    private static @Nullable String named(String cloud, @Nullable String code) {
        return code == null || !code.matches("[a-z0-9-]{2,40}") ? null : cloud + code;
    }
}
