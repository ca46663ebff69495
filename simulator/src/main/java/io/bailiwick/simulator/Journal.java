package io.bailiwick.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** Everything that reached a provider, the oldest forgotten beyond a limit. */
final class Journal {
    private final int kept;
    private final Deque<Reception> receptions = new ArrayDeque<>();
    private long forgotten;
    private final LinkedBlockingDeque<Reception> arrived = new LinkedBlockingDeque<>();
    private final LinkedBlockingDeque<Reception> abandoned = new LinkedBlockingDeque<>();

    Journal(int kept) {
        this.kept = kept;
    }

    Reception begin(int connection, Peer peer) {
        Reception reception = new Reception(connection, peer);
        synchronized (receptions) {
            receptions.addLast(reception);
            while (receptions.size() > kept) {
                receptions.removeFirst();
                forgotten++;
            }
        }
        return reception;
    }

    void arrived(Reception reception) {
        keep(arrived, reception);
    }

    void abandoned(Reception reception) {
        reception.end(Outcome.ABANDONED);
        keep(abandoned, reception);
    }

    List<Received> all() {
        synchronized (receptions) {
            return receptions.stream().map(Reception::snapshot).toList();
        }
    }

    long forgotten() {
        synchronized (receptions) {
            return forgotten;
        }
    }

    Received nextArrived(Duration limit) {
        return next(arrived, limit, "no request arrived");
    }

    Received nextAbandoned(Duration limit) {
        return next(abandoned, limit, "nobody went away");
    }

    private void keep(LinkedBlockingDeque<Reception> queue, Reception reception) {
        if (kept > 0) {
            queue.addLast(reception);
        }
        while (queue.size() > kept) {
            queue.pollFirst();
        }
    }

    private static Received next(LinkedBlockingDeque<Reception> queue, Duration limit, String otherwise) {
        try {
            Reception reception = queue.pollFirst(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (reception == null) {
                throw new IllegalStateException(otherwise + " within " + limit);
            }
            return reception.snapshot();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
