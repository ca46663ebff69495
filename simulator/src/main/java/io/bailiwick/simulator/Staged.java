package io.bailiwick.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their requests. */
final class Staged {
    private final Deque<Fault> next = new ArrayDeque<>();
    private @Nullable Fault always;

    synchronized void next(List<Fault> faults) {
        next.addAll(faults);
    }

    synchronized void always(@Nullable Fault fault) {
        always = fault;
    }

    synchronized void clear() {
        next.clear();
        always = null;
    }

    /** Whether a connection is reset when it is made. */
    synchronized boolean refuses() {
        if (next.peekFirst() instanceof ConnectionFault.Refuse) {
            next.removeFirst();
            return true;
        }
        return next.isEmpty() && always instanceof ConnectionFault.Refuse;
    }

    /** The fault of this request; a GET, which may be a health probe, uses up none that was staged once. */
    synchronized @Nullable Fault of(RequestHead head) {
        Fault staged = head.method().equals("GET") ? null : next.pollFirst();
        return staged == null ? always : staged;
    }
}
