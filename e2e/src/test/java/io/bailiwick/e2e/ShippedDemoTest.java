package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the demo do what it prints, line by line, as a reader would paste it? */
final class ShippedDemoTest {

    private static final int[] PORTS = {8080, 8081, 9090, 9091, 18101, 18102, 18103};

    @TempDir
    private Path directory;

    @BeforeEach
    void needs() throws IOException {
        ShippedProcess.assumeBuilt();
        assumeTrue(Shell.has("curl") && Shell.has("bash"), "curl or bash is not on the PATH");
        for (int port : PORTS) {
            assumeTrue(isFree(port), "port " + port + " is busy on this machine");
        }
    }

    @Test
    void every_printed_line_does_what_is_printed_above_it() throws IOException {
        try (ShippedProcess demo = ShippedProcess.launcher(directory, "demo").says("Ctrl-C stops.")) {
            List<String> lines = curls(demo);
            assertThat(lines).hasSize(8);

            assertThat(paste(lines.get(0)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("bailiwick-region: onprem:fra1", "bailiwick-region-evidence: attested")
                    .contains("Hello from onprem:fra1.");
            assertThat(paste(lines.get(1)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("text/event-stream", "bailiwick-endpoint: sim-frankfurt", "data: [DONE]");
            assertThat(paste(lines.get(2)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("bailiwick-region-evidence: observed", "\"inference_geo\":\"us\"");
            assertThat(paste(lines.get(3)))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("residency_gateway_outside", "bailiwick-peer: http://127.0.0.1:8080");
            assertThat(paste(lines.get(4))).contains("\"digest\"", "\"proof\"", "\"refused_reload\" : null");
            assertThat(paste(lines.get(5))).contains("sim-frankfurt", "\"standing\" : \"serving\"");
            assertThat(paste(lines.get(6))).contains("onprem:fra1", "sim-large-2024-11-20");
            assertThat(Samples.of(paste(lines.get(7))).positive("bailiwick_requests_total"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.labels())
                            .containsEntry("jurisdiction", "eu")
                            .containsEntry("region", "onprem:fra1"));

            demo.terminate();
            assertThat(demo.exit()).isZero();
        }
    }

    @Test
    void with_both_eu_regions_down_the_eu_line_ends_in_a_503_and_the_us_line_answers() throws IOException {
        try (ShippedProcess demo = ShippedProcess.jar(
                        directory, "demo", "--break", "onprem:fra1", "--break", "onprem:par1")
                .says("Ctrl-C stops.")) {
            List<String> lines = curls(demo);

            assertThat(paste(lines.get(0)))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("x-should-retry: true", "bailiwick-jurisdiction: eu", "bailiwick-region: none")
                    .contains("\"code\":\"residency_pool_exhausted\"")
                    .contains(
                            "{\"endpoint\":\"sim-frankfurt\",\"reach\":\"onprem:fra1\",\"reason\":\"failed:connect\"}")
                    .contains("{\"endpoint\":\"sim-paris\",\"reach\":\"onprem:par1\",\"reason\":\"failed:connect\"}")
                    .doesNotContain("virginia");
            assertThat(paste(lines.get(2))).startsWith("HTTP/1.1 200 ").contains("Hello from onprem:iad1.");

            demo.terminate();
            assertThat(demo.exit()).isZero();
        }
    }

    /** In a shell of its own, exactly as printed. */
    private String paste(String line) throws IOException {
        Shell.Ran ran = Shell.in(directory).run("bash", "-c", line);
        assertThat(ran.exit()).as(line + ran.err()).isZero();
        return ran.out();
    }

    private static List<String> curls(ShippedProcess demo) {
        return demo.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (BindException busy) {
            return false;
        }
    }
}
