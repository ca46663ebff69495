package io.bailiwick.report;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that is added up over exchanges; adding tallies is adding their exchanges, in any order. */
final class Tally {

    long requests;
    long output;
    long reasoning;

    /** Answered, and nobody counted the tokens. */
    long uncounted;

    final SortedMap<String, Long> outcomes = new TreeMap<>();

    /** By whether cache reads are known (1) and cache writes are known (2). */
    private final InputSum[] inputs = {new InputSum(), new InputSum(), new InputSum(), new InputSum()};

    private final InputSum[] slots = new InputSum[Period.SLOTS];
    private final @Nullable Latency[] latencies = new Latency[Period.SLOTS];

    InputSum input(boolean readKnown, boolean writeKnown) {
        return inputs[(readKnown ? 1 : 0) + (writeKnown ? 2 : 0)];
    }

    void add(Exchange exchange, int slot) {
        count(exchange.outcome(), 1);
        Tokens tokens = exchange.tokens();
        if (!exchange.traffic().sent() || !exchange.countsTokens()) {
            return;
        }
        input(tokens, slot);
        output += known(tokens.output());
        reasoning += known(tokens.reasoning());
        if (exchange.outcome().equals(Outcomes.OK) && tokens.uncounted()) {
            uncounted++;
        }
        if (exchange.ttftMicros() >= 0) {
            exactly(slot).add(exchange.ttftMicros());
        }
    }

    void count(String outcome, long times) {
        requests += times;
        outcomes.merge(outcome, times, Long::sum);
    }

    private void input(Tokens tokens, int slot) {
        if (tokens.input() == null) {
            return;
        }
        InputSum sum = input(tokens.cacheRead() != null, tokens.cacheWrite() != null);
        sum.input += tokens.input();
        sum.read += known(tokens.cacheRead());
        sum.write += known(tokens.cacheWrite());
        if (tokens.cacheRead() != null) {
            hits(slot, tokens.input(), tokens.cacheRead());
        }
    }

    /** For the plot: of input whose cache reads are known. */
    void hits(int slot, long input, long read) {
        if (slots[slot] == null) {
            slots[slot] = new InputSum();
        }
        InputSum sum = slots[slot];
        sum.input += input;
        sum.read += read;
    }

    void latency(int slot, Latency seen) {
        Latency before = latencies[slot];
        latencies[slot] = before == null ? seen : before.and(seen);
    }

    private ExactLatency exactly(int slot) {
        if (!(latencies[slot] instanceof ExactLatency)) {
            latencies[slot] = new ExactLatency();
        }
        return (ExactLatency) latencies[slot];
    }

    Tally add(Tally other) {
        requests += other.requests;
        output += other.output;
        reasoning += other.reasoning;
        uncounted += other.uncounted;
        other.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Long::sum));
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].add(other.inputs[i]);
        }
        for (int slot = 0; slot < Period.SLOTS; slot++) {
            if (other.slots[slot] != null) {
                hits(slot, other.slots[slot].input, other.slots[slot].read);
            }
            Latency seen = other.latencies[slot];
            if (seen != null) {
                latency(slot, seen);
            }
        }
        return this;
    }

    long input() {
        return inputs[0].input + inputs[1].input + inputs[2].input + inputs[3].input;
    }

    long cacheRead() {
        return inputs[1].read + inputs[3].read;
    }

    long cacheWrite() {
        return inputs[2].write + inputs[3].write;
    }

    /** Input of exchanges whose cache reads nobody counted. */
    long inputOfUnknownReads() {
        return inputs[0].input + inputs[2].input;
    }

    /** Of the input whose cache reads are known; null where there is none. */
    @Nullable
    Double hitRate() {
        long known = inputs[1].input + inputs[3].input;
        return known == 0 ? null : (double) cacheRead() / known;
    }

    @Nullable
    Double hitRate(int slot) {
        return slots[slot] == null || slots[slot].input == 0 ? null : (double) slots[slot].read / slots[slot].input;
    }

    @Nullable
    Latency latency(int slot) {
        return latencies[slot];
    }

    /** Of the whole period; null where nothing streamed. */
    @Nullable
    Latency latency() {
        Latency whole = null;
        for (Latency each : latencies) {
            whole = whole == null ? each : each == null ? whole : whole.and(each);
        }
        return whole;
    }

    private static long known(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
