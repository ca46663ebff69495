package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void a_block_holds_what_shares_its_prefix() throws UnknownHostException {
        assertThat(holds("10.0.0.0/8", "10.255.0.1")).isTrue();
        assertThat(holds("10.0.0.0/8", "11.0.0.1")).isFalse();
        assertThat(holds("10.1.128.0/17", "10.1.127.255")).isFalse();
        assertThat(holds("10.1.128.0/17", "10.1.128.0")).isTrue();
        assertThat(holds("192.0.2.7", "192.0.2.7")).isTrue();
        assertThat(holds("192.0.2.7", "192.0.2.8")).isFalse();
        assertThat(holds("0.0.0.0/0", "203.0.113.9")).isTrue();
        assertThat(holds("fd00::/8", "fd12:3456::1")).isTrue();
        assertThat(holds("fd00::/8", "fe80::1")).isFalse();
        assertThat(holds("::/0", "10.0.0.1")).isFalse();
    }

    @Test
    void an_ipv4_address_in_ipv6_clothes_is_an_ipv4_address() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

        assertThat(block("10.0.0.0/8").contains(InetAddress.getByAddress(mapped)))
                .isTrue();
        assertThat(block("::ffff:10.0.0.1").contains(InetAddress.getByName("10.0.0.1")))
                .isTrue();
    }

    @Test
    void what_is_no_block_is_not_looked_up() {
        for (String text : new String[] {
            "10.0.0.1/8",
            "10.0.0.0/33",
            "localhost",
            "10.0",
            "256.0.0.1",
            "fd00::1/8",
            "",
            "/8",
            "example.com/8",
            "::/129"
        }) {
            assertThat(Cidr.parse(text)).as(text).isNull();
        }
    }

    @Test
    void only_loopback_addresses_are_loopback() {
        assertThat(address("127.0.0.1:80").isLoopback()).isTrue();
        assertThat(address("127.9.9.9:80").isLoopback()).isTrue();
        assertThat(address("localhost:80").isLoopback()).isTrue();
        assertThat(address("[::1]:80").isLoopback()).isTrue();
        assertThat(address("0.0.0.0:80").isLoopback()).isFalse();
        assertThat(address("[::]:80").isLoopback()).isFalse();
        assertThat(address("admin.internal:80").isLoopback()).isFalse();
        assertThat(address("127.0.0.1.example.com:80").isLoopback()).isFalse();
    }

    @Test
    void an_address_to_listen_on_is_read_as_it_is_written() {
        for (String text : new String[] {"127.0.0.1:8080", "[::1]:0", "gateway-1.internal:65535"}) {
            assertThat(HostPort.parse(text)).hasToString(text);
        }
        for (String text : new String[] {"8080", ":8080", "a:", "a:65536", "a b:1", "::1:80", "http://a:1"}) {
            assertThat(HostPort.parse(text)).as(text).isNull();
        }
    }

    @Test
    void every_spelling_of_a_host_is_one_host() {
        for (String text : new String[] {
            "https://api.openai.com/v1",
            "HTTPS://API.OpenAI.com:443/v1/",
            "https://api.openai.com./v1",
            "https://ａｐｉ.openai.com/v1//",
            "https://api。openai。com/v1"
        }) {
            assertThat(url(text)).as(text).isEqualTo("https://api.openai.com/v1");
        }
        assertThat(url("http://[FD00::1]:8000/v1")).isEqualTo("http://[fd00::1]:8000/v1");
        assertThat(url("https://bücher.example/v1")).isEqualTo("https://xn--bcher-kva.example/v1");
    }

    @Test
    void what_could_hide_a_host_is_refused() {
        for (String text : new String[] {
            "https://api.openai.com@10.0.0.1/v1",
            "https://10.0.0.1\\@api.openai.com/v1",
            "https://api%2eopenai.com/v1",
            "https://2130706433/v1",
            "https://0177.0.0.1/v1",
            "https://0x7f000001/v1",
            "https://a..b/v1",
            "https://foo.1a/v1",
            "https:///v1",
            "https://a:b:c/v1",
            "https://a/v1/%2e%2e/x",
            "https://a/v1/./x",
            "https://a b/v1",
            "https://a_b/v1",
            "file:///etc/passwd",
            "//a/v1"
        }) {
            assertThat(url(text)).as(text).isEqualTo("refused");
        }
    }

    private static boolean holds(String block, String address) throws UnknownHostException {
        return block(block).contains(InetAddress.getByName(address));
    }

    private static Cidr block(String text) {
        return Objects.requireNonNull(Cidr.parse(text), text);
    }

    private static HostPort address(String text) {
        return Objects.requireNonNull(HostPort.parse(text), text);
    }

    private static String url(String text) {
        return BaseUrl.read(text).match(accepted -> accepted.uri().toString(), why -> "refused");
    }
}
