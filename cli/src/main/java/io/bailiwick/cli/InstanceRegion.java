package io.bailiwick.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine itself says that it runs; asked only on a machine whose firmware names a cloud, over a client that
 * knows no TLS, for to read what the platform trusts would take longer than the rest of a start.
 *
 * <p>Sources: the instance metadata services of AWS (version 2, with a token), Azure and Google Cloud.
 */
final class InstanceRegion {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MOST_BYTES = 4 << 10;
    private static final Path FIRMWARE_VENDOR = Path.of("/sys/class/dmi/id/sys_vendor");
    private static final URI SERVICE = URI.create("http://169.254.169.254");

    private final Path firmwareVendor;
    private final URI service;

    InstanceRegion() {
        this(FIRMWARE_VENDOR, SERVICE);
    }

    InstanceRegion(Path firmwareVendor, URI service) {
        this.firmwareVendor = firmwareVendor;
        this.service = service;
    }

    /** {@code cloud:code}; null on a machine that is no known cloud's, or whose metadata service does not answer. */
    @Nullable
    String name() {
        String vendor = vendor();
        try {
            if (vendor.contains("amazon ec2")) {
                return aws();
            }
            if (vendor.contains("microsoft corporation")) {
                return named(
                        "azure:",
                        ask(
                                "GET",
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

    private @Nullable String aws() throws IOException {
        String token = ask("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60");
        return token == null
                ? null
                : named("aws:", ask("GET", "/latest/meta-data/placement/region", "X-aws-ec2-metadata-token", token));
    }

    /** {@code projects/1/zones/europe-west3-a} lies in {@code europe-west3}. */
    private @Nullable String gcp() throws IOException {
        String zone = ask("GET", "/computeMetadata/v1/instance/zone", "Metadata-Flavor", "Google");
        if (zone == null) {
            return null;
        }
        String code = zone.substring(zone.lastIndexOf('/') + 1);
        int last = code.lastIndexOf('-');
        return last < 0 ? null : named("gcp:", code.substring(0, last));
    }

    private @Nullable String ask(String method, String path, String header, String value) throws IOException {
        // Never through a proxy: it would answer for another machine.
        HttpURLConnection asked =
                (HttpURLConnection) service.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        asked.setRequestMethod(method);
        asked.setRequestProperty(header, value);
        asked.setInstanceFollowRedirects(false);
        asked.setConnectTimeout(PATIENCE_MILLIS);
        asked.setReadTimeout(PATIENCE_MILLIS);
        try {
            return asked.getResponseCode() == 200 ? body(asked) : null;
        } finally {
            asked.disconnect();
        }
    }

    private static String body(HttpURLConnection answered) throws IOException {
        try (InputStream body = answered.getInputStream()) {
            return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).trim();
        }
    }

    private static @Nullable String named(String cloud, @Nullable String code) {
        return code == null || !code.matches("[a-z0-9-]{2,40}") ? null : cloud + code;
    }
}
