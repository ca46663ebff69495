package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Whether a name that comes to mean another address leads there. */
class BorderRow05NamesTest {

    private static final String HOST = "llm.fra.example.com";
    private static final String NETWORKS = "networks: [127.0.1.1/32]";

    @Test
    void a_name_that_means_the_declared_network_serves() throws IOException {
        LoopbackNames names = new LoopbackNames().with(HOST, "127.0.1.1");
        try (Border border = named(names, NETWORKS)) {
            assertThat(border.ask().header("bailiwick-region")).isEqualTo("onprem:fra1");
            border.held("fra1");
        }
    }

    @Test
    void a_name_that_comes_to_mean_another_address_is_not_connected_to() throws IOException {
        LoopbackNames names = new LoopbackNames().with(HOST, "127.0.1.1");
        try (Border border = named(names, NETWORKS)) {
            assertThat(border.ask().status()).isEqualTo(200);
            border.fra().breakDown();
            names.with(HOST, "127.0.1.3");
            // The first meets the broken connection, the second asks for the name again.
            border.ask();
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:connect");
            border.held("fra1");
        }
    }

    @Test
    void of_many_addresses_only_a_declared_one_is_connected_to() throws IOException {
        LoopbackNames names = new LoopbackNames().with(HOST, "127.0.1.3", "127.0.1.2", "127.0.1.1");
        try (Border border = named(names, NETWORKS)) {
            assertThat(border.ask().header("bailiwick-region")).isEqualTo("onprem:fra1");
            border.held("fra1");
        }
    }

    @Test
    void a_name_without_declared_networks_never_means_this_machine_or_its_link() throws IOException {
        for (String address : new String[] {"127.0.1.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:127.0.1.1"}) {
            LoopbackNames names = new LoopbackNames().with(HOST, address);
            try (Border border = named(names, "concurrency: 100")) {
                assertThat(Border.candidates(border.ask())).as(address).containsExactly("fra=failed:connect");
                border.heldWithin();
            }
        }
    }

    @Test
    void a_name_that_means_nothing_is_made_good_by_nobody_abroad() throws IOException {
        try (Border border = named(new LoopbackNames(), NETWORKS)) {
            assertThat(Border.candidates(border.ask())).containsExactly("fra=failed:connect");
            border.heldWithin();
        }
    }

    /** Frankfurt by a name; every region listens at the same port of its own address. */
    private static Border named(LoopbackNames names, String networks) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.1.1"))) {
            port = free.getLocalPort();
        }
        RegionSinks sinks = RegionSinks.start(Topology.SINKS, personality -> personality.withPort(port));
        return Border.over(
                sinks,
                topology -> topology.pool("[[fra]]")
                        .at("fra", URI.create("http://" + HOST + ":" + port + "/v1"))
                        .endpoint("fra", networks),
                names);
    }
}
