package io.bailiwick.gateway;

import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Who says what a host's name means; asked without blocking an event loop. */
public final class Names {

    private final Function<EventLoops, AddressResolverGroup<InetSocketAddress>> resolvers;

    private Names(Function<EventLoops, AddressResolverGroup<InetSocketAddress>> resolvers) {
        this.resolvers = resolvers;
    }

    /** The machine's hosts file and name servers. */
    public static Names ofThisMachine() {
        return new Names(loops -> new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(loops.datagramType())
                .queryTimeoutMillis(2_000)
                .nameServerProvider(DnsServerAddressStreamProviders.platformDefault())));
    }

    public static Names saidBy(AddressResolverGroup<InetSocketAddress> resolvers) {
        return new Names(loops -> resolvers);
    }

    AddressResolverGroup<InetSocketAddress> on(EventLoops loops) {
        return resolvers.apply(loops);
    }
}
