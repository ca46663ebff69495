package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Cidr;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Which of the addresses that a name resolved to may be connected to. */
final class AddressRules {

    private AddressRules() {}

    /**
     * Inside the declared networks where there are any; else never an address that a public name has no business with
     * (loopback, link-local, any-local), unless the url itself is that address or {@code localhost}.
     */
    static List<InetSocketAddress> permitted(List<InetSocketAddress> resolved, String host, List<Cidr> networks) {
        boolean literal =
                NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host) || host.equals("localhost");
        return resolved.stream()
                .filter(socket -> socket.getAddress() != null)
                .filter(socket -> networks.isEmpty()
                        ? literal || !isLocal(socket.getAddress())
                        : networks.stream().anyMatch(network -> network.contains(socket.getAddress())))
                .toList();
    }

    private static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress();
    }
}
