package io.bailiwick.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Cidr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressRulesTest {

    @Test
    void a_name_never_leads_to_this_machine_or_its_metadata() throws UnknownHostException {
        for (String local : List.of("127.0.0.1", "127.9.9.9", "::1", "169.254.169.254", "fe80::1", "0.0.0.0", "::")) {
            assertThat(permitted("api.example.com", List.of(), local))
                    .describedAs(local)
                    .isEmpty();
            assertThat(permitted("api.example.com", List.of(), local, "192.0.2.7"))
                    .describedAs(local)
                    .containsExactly("192.0.2.7");
        }
    }

    @Test
    void an_address_that_the_policy_names_itself_is_taken_at_its_word() throws UnknownHostException {
        assertThat(permitted("127.0.0.1", List.of(), "127.0.0.1")).hasSize(1);
        assertThat(permitted("::1", List.of(), "::1")).hasSize(1);
        assertThat(permitted("localhost", List.of(), "127.0.0.1")).hasSize(1);
    }

    @Test
    void declared_networks_are_the_only_ones() throws UnknownHostException {
        List<String> networks = List.of("10.1.0.0/16", "2001:db8::/32");
        assertThat(permitted(
                        "vllm.internal", networks, "10.1.2.3", "10.2.0.1", "192.0.2.7", "2001:db8::5", "2001:db9::5"))
                .containsExactly("10.1.2.3", "2001:db8:0:0:0:0:0:5");
        assertThat(permitted("10.2.0.1", networks, "10.2.0.1")).isEmpty();
        assertThat(permitted("localhost", networks, "127.0.0.1")).isEmpty();
    }

    @Test
    void an_address_that_did_not_resolve_is_none() {
        assertThat(AddressRules.permitted(
                        List.of(InetSocketAddress.createUnresolved("api.example.com", 443)),
                        "api.example.com",
                        List.of()))
                .isEmpty();
    }

    private static List<String> permitted(String host, List<String> networks, String... resolved)
            throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String literal : resolved) {
            addresses.add(new InetSocketAddress(
                    InetAddress.getByAddress(
                            host, InetAddress.getByName(literal).getAddress()),
                    443));
        }
        return AddressRules.permitted(addresses, host, cidrs(networks)).stream()
                .map(each -> each.getAddress().getHostAddress())
                .toList();
    }

    private static List<Cidr> cidrs(List<String> networks) {
        return networks.stream()
                .map(text -> Objects.requireNonNull(Cidr.parse(text)))
                .toList();
    }
}
