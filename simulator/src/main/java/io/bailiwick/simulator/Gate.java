package io.bailiwick.simulator;

import java.util.concurrent.CompletableFuture;

/** Holds whoever comes to it until the test lets go, once and for all. */
public final class Gate {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    /** A gate that holds nobody. */
    public static Gate ajar() {
        Gate gate = new Gate();
        gate.open();
        return gate;
    }

    /** Lets go of everybody who waits here, now or later. */
    public void open() {
        opened.complete(null);
    }

    /** Done once the gate is open. */
    public CompletableFuture<Void> opened() {
        return opened.copy();
    }

    /** Done once somebody came to the gate. */
    public CompletableFuture<Void> reached() {
        return reached.copy();
    }

    void arrive() {
        reached.complete(null);
    }
}
