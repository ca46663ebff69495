package io.bailiwick.e2e;

import io.bailiwick.simulator.Gate;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One name means one address, which nobody is told before the gate opens; literals mean themselves. */
final class GatedNames extends AddressResolverGroup<InetSocketAddress> {

    private final String gated;
    private final InetAddress address;
    private final Gate gate;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    GatedNames(String gated, InetAddress address, Gate gate) {
        this.gated = gated;
        this.address = address;
        this.gate = gate;
    }

    /** Done once somebody wants to know. */
    CompletableFuture<Void> asked() {
        return asked.copy();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) throws Exception {
                if (host.equals(gated)) {
                    whenOpen(() -> promise.trySuccess(address));
                } else {
                    promise.setSuccess(InetAddress.getByName(host));
                }
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws Exception {
                if (host.equals(gated)) {
                    whenOpen(() -> promise.trySuccess(List.of(address)));
                } else {
                    promise.setSuccess(List.of(InetAddress.getByName(host)));
                }
            }
        });
    }

    private void whenOpen(Runnable tell) {
        gate.opened().thenRun(tell).exceptionally(broken -> {
            throw new AssertionError(broken);
        });
        asked.complete(null);
    }
}
