package io.bailiwick.gateway.spine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The exchanges under way, for whoever has to end them: a shutdown, an operator. */
public final class Underway {

    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    void remove(Exchange exchange) {
        exchanges.remove(exchange);
    }

    public int count() {
        return exchanges.size();
    }

    public boolean any(Predicate<Exchange> which) {
        return exchanges.stream().anyMatch(which);
    }

    /** Ends those that match, each on its own loop, as broken; returns how many. */
    public int cut(Predicate<Exchange> which, Refusal refusal) {
        int cut = 0;
        for (Exchange exchange : exchanges) {
            if (which.test(exchange)) {
                cut++;
                exchange.loop().execute(() -> {
                    if (!exchange.isFinished()) {
                        exchange.running().cut(refusal);
                    }
                });
            }
        }
        return cut;
    }
}
