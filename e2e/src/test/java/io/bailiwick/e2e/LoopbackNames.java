package io.bailiwick.e2e;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of providers that mean sinks on loopback; every other name means nothing. */
final class LoopbackNames extends AddressResolverGroup<InetSocketAddress> {

    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();

    /** From now on that name means these addresses. */
    LoopbackNames with(String host, String... literals) throws UnknownHostException {
        InetAddress[] all = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            all[i] = InetAddress.getByName(literals[i]);
        }
        addresses.put(host, List.of(all));
        return this;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) throws Exception {
                promise.setSuccess(of(host).get(0));
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws Exception {
                promise.setSuccess(of(host));
            }
        });
    }

    private List<InetAddress> of(String host) throws UnknownHostException {
        List<InetAddress> known = addresses.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        return known;
    }
}
