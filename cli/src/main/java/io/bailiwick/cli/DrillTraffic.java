package io.bailiwick.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends a small request with each key, so many a second, until it is stopped; never more than a few at once. */
final class DrillTraffic implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32;
    private static final long LAST_SECONDS = 30;
    private static final DrillClient.Reply NO_REPLY = new DrillClient.Reply(0, "unknown");

    private final DrillClient client;
    private final String model;
    private final String drill;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Map<String, Integer> byStatus = new TreeMap<>();
    private final Map<String, Integer> byRegion = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "drill-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private int sent;
    private int skipped;

    DrillTraffic(DrillClient client, List<String> keys, int perSecond, String model, String drill) {
        this.client = client;
        this.model = model;
        this.drill = drill;
        for (String key : keys) {
            long everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
            clock.scheduleWithFixedDelay(() -> send(key), 0, everyNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** One that finds too many waiting is left out and counted: a slow gateway is not pushed further. */
    private void send(String key) {
        if (!room.tryAcquire()) {
            skip();
            return;
        }
        begun();
        client.prompt(key, model, drill).whenComplete((reply, failed) -> {
            ended(failed == null ? reply : NO_REPLY);
            room.release();
        });
    }

    private synchronized void begun() {
        sent++;
    }

    private synchronized void skip() {
        skipped++;
    }

    private synchronized void ended(DrillClient.Reply reply) {
        byStatus.merge(reply.status() == 0 ? "no_reply" : String.valueOf(reply.status()), 1, Integer::sum);
        byRegion.merge(reply.region(), 1, Integer::sum);
    }

    /** Sends no more, and waits for the replies that are due. */
    void stop() throws InterruptedException {
        clock.shutdown();
        if (clock.awaitTermination(1, TimeUnit.SECONDS)
                && room.tryAcquire(MOST_AT_ONCE, LAST_SECONDS, TimeUnit.SECONDS)) {
            room.release(MOST_AT_ONCE);
        }
    }

    synchronized ObjectNode asJson() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("model", model).put("requests", sent).put("left_out", skipped);
        ObjectNode statuses = page.putObject("by_status");
        byStatus.forEach(statuses::put);
        ObjectNode regions = page.putObject("by_region");
        byRegion.forEach(regions::put);
        return page;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
