package io.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceRegionTest {

    @TempDir
    Path directory;

    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> answers = new java.util.HashMap<>();
    private HttpServer metadata;

    @BeforeEach
    void start() throws IOException {
        metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/", exchange -> {
            String path =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            asked.add(path);
            String answer = answers.get(path);
            byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        metadata.start();
    }

    @AfterEach
    void stop() {
        metadata.stop(0);
    }

    @Test
    void a_machine_of_no_cloud_is_asked_nothing() throws Exception {
        assertThat(on("Some Server Maker")).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void each_cloud_says_its_region_in_its_own_way() throws Exception {
        answers.put("PUT /latest/api/token", "t");
        answers.put("GET /latest/meta-data/placement/region", "eu-central-1");
        assertThat(on("Amazon EC2")).isEqualTo("aws:eu-central-1");

        answers.put("GET /metadata/instance/compute/location", "swedencentral");
        assertThat(on("Microsoft Corporation")).isEqualTo("azure:swedencentral");

        answers.put("GET /computeMetadata/v1/instance/zone", "projects/12/zones/europe-west3-a");
        assertThat(on("Google")).isEqualTo("gcp:europe-west3");
    }

    @Test
    void a_service_that_says_nothing_usable_counts_as_silent() throws Exception {
        assertThat(on("Amazon EC2")).isNull();
        answers.put("PUT /latest/api/token", "t");
        answers.put("GET /latest/meta-data/placement/region", "<html>login</html>");
        assertThat(on("Amazon EC2")).isNull();
    }

    private String on(String vendor) throws IOException {
        Path file = Files.writeString(directory.resolve("sys_vendor"), vendor + "\n");
        return new InstanceRegion(
                        file,
                        URI.create("http://127.0.0.1:" + metadata.getAddress().getPort()))
                .name();
    }
}
