package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which address and which host name are believed. */
class WhenceTest {

    private static final Predicate<InetAddress> TRUSTED =
            address -> address.getHostAddress().startsWith("10.");

    @Test
    void a_peer_that_is_not_trusted_is_the_client_whatever_it_says() {
        assertThat(client("203.0.113.7", "10.0.0.1, 198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(client("203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void the_rightmost_that_is_not_trusted_counts() {
        assertThat(client("10.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client("10.0.0.1", "8.8.8.8, 198.51.100.1, 10.0.0.2")).isEqualTo("198.51.100.1");
        assertThat(client("10.0.0.1", "8.8.8.8", "198.51.100.1", "10.0.0.2,10.0.0.3"))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void a_proxys_own_address_is_nobodys() {
        assertThat(client("10.0.0.1", "10.0.0.9, 10.0.0.2")).isEqualTo("nobody");
        assertThat(client("10.0.0.1")).isEqualTo("nobody");
    }

    @Test
    void ports_and_brackets_are_read() {
        assertThat(client("10.0.0.1", "198.51.100.1:4711")).isEqualTo("198.51.100.1");
        assertThat(client("10.0.0.1", "[2001:db8::1]:443")).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client("10.0.0.1", "2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void by_which_link_an_address_is_reached_is_no_part_of_it() {
        assertThat(client("10.0.0.1", "fd00::1%eth0")).isEqualTo("fd00:0:0:0:0:0:0:1");
        assertThat(client("10.0.0.1", "[fd00::1%25eth0.7]:443")).isEqualTo("fd00:0:0:0:0:0:0:1");
        assertThat(client("10.0.0.1", "198.51.100.1, ::ffff:10.0.0.2%2")).isEqualTo("198.51.100.1");
    }

    @Test
    void what_is_no_address_is_nobodys_and_hides_what_stands_left_of_it() {
        for (String bad : List.of(
                "",
                "unknown",
                "_hidden",
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "0x7f.1",
                "[::1",
                "::g",
                "a:b",
                "198.51.100.1%eth0",
                "%eth0",
                "a:b%c:d",
                ".1:2:3",
                ".:1:2")) {
            assertThat(client("10.0.0.1", "198.51.100.1, " + bad)).as(bad).isEqualTo("nobody");
        }
        assertThat(client("10.0.0.1", "198.51.100.1" + ",10.0.0.2".repeat(40))).isEqualTo("nobody");
    }

    /** Anybody may write it, and whoever reads it serves others on the same thread. */
    @Test
    @Timeout(20)
    void what_is_long_is_nobodys_and_takes_no_time() {
        for (String text :
                List.of(":".repeat(60_000), "f:".repeat(30_000) + "x", ":".repeat(64), "1.".repeat(30_000))) {
            assertThat(client("10.0.0.1", text)).isEqualTo("nobody");
        }
    }

    @Test
    void a_host_has_one_form() {
        for (String called : List.of(
                "eu.llm.example", "EU.LLM.Example", "eu.llm.example.", "eu.llm.example:8443", "eu.LLM.example.:1")) {
            assertThat(HostName.of(called)).as(called).isEqualTo("eu.llm.example");
        }
        for (String bad : List.of(
                "",
                ".",
                "eu.llm.example..",
                "eu..llm",
                "a@eu.llm.example",
                "eu.llm.example/",
                "eu.llm.example:x",
                "eu.llm.example:123456",
                " eu.llm.example",
                "eu_llm.example",
                "[::1]",
                "-eu.example",
                "e\u0075\u0301.example",
                "\u212aeu.example",
                "x".repeat(300))) {
            assertThat(HostName.of(bad)).as(bad).isNull();
        }
        assertThat(HostName.of(null)).isNull();
    }

    private static String client(String peer, String... forwardedFor) {
        try {
            InetAddress client = ClientAddress.of(InetAddress.getByName(peer), List.of(forwardedFor), TRUSTED);
            return client == null ? "nobody" : Objects.requireNonNull(client.getHostAddress());
        } catch (UnknownHostException notAnAddress) {
            throw new AssertionError(notAnAddress);
        }
    }
}
