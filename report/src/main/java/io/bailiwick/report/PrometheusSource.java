package io.bailiwick.report;

import io.bailiwick.observability.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's counters, as an operator's Prometheus kept them.
 *
 * <p>Adds up what counters grew by between points of a range query: PromQL's {@code increase} stretches what it finds to
 * the edges of the range, and leaves out the first value of a series that was born in it.
 */
public final class PrometheusSource implements Source {

    private static final int MOST_POINTS = 1_440;
    private static final int QUESTIONS = 6;

    /** A gap of the scrapes that is no shorter hides what came before it, and so does the end of a process. */
    private static final long LOOKS_BACK_MILLIS = 600_000;

    private static final Pattern BOUND = Pattern.compile("\\+Inf|\\d+(\\.\\d+)?([eE]-?\\d+)?");

    private static final String UNKNOWN = "unknown";

    /** Label values that stand for several. */
    private static final Set<String> VAGUE = Set.of(UNKNOWN, "_other", "undeclared");

    private final URI base;
    private final PrometheusWire wire;

    public PrometheusSource(URI base, @Nullable String token) {
        this(base, new PrometheusHttp(base, token));
    }

    PrometheusSource(URI base, PrometheusWire wire) {
        this.base = base;
        this.wire = wire;
    }

    /** Region and route: all that token counters know. */
    private record Place(String region, String route) {}

    @Override
    public Collected read(Question question, Progress progress) throws IOException {
        if (question.jurisdiction() != null) {
            throw new IOException("the counters of tokens and times know no jurisdiction; read the log for one");
        }
        Reading reading = new Reading(question.period(), base);
        for (Metric metric : List.of(
                Metric.PROCESS_START_TIME, // first: it says which of the others' first values are growth
                Metric.REQUESTS,
                Metric.VERSION_REQUESTS,
                Metric.TOKENS,
                Metric.USAGE_UNKNOWN,
                Metric.TIME_TO_FIRST_TOKEN)) {
            progress.reached("asking " + base.getHost(), reading.asked++, QUESTIONS);
            String name = metric.exportedName() + (metric == Metric.TIME_TO_FIRST_TOKEN ? "_bucket" : "");
            ask(name, question.period(), reading.reader(metric), reading.notes());
        }
        return reading.collected();
    }

    private void ask(String name, Period period, Consumer<ReadMatrix.Series> each, List<String> notes)
            throws IOException {
        Grid grid = Grid.of(period);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(
                "query", "last_over_time(" + name + "[" + Math.max(LOOKS_BACK_MILLIS, grid.stepMillis()) + "ms])");
        parameters.put("start", seconds(grid.start()));
        parameters.put("end", seconds(period.to()));
        parameters.put("step", seconds(Instant.ofEpochMilli(grid.stepMillis())));
        try (InputStream answer = wire.ask("/api/v1/query_range", parameters)) {
            new ReadMatrix().read(answer, each, notes);
        }
    }

    /** The points that are asked for: the last is the period's end, the first at most a step's rounding after its start. */
    private record Grid(Instant start, long stepMillis) {
        static Grid of(Period period) {
            long length = period.length().toMillis();
            long points = Math.max(1, Math.min(MOST_POINTS, length / 1_000));
            return new Grid(period.to().minusMillis(length / points * points), length / points);
        }
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + String.format(java.util.Locale.ROOT, ".%03d", at.getNano() / 1_000_000);
    }

    /** What was told so far. */
    private static final class Reading {

        private final Period period;
        private final Collected collected;
        private final Map<Place, Map<String, Long>> providers = new HashMap<>();
        private final Map<Place, Map<String, Long>> versions = new HashMap<>();
        private final Map<Place, Map<String, long[]>> tokens =
                new TreeMap<>(java.util.Comparator.comparing(Place::region).thenComparing(Place::route));
        private final Map<Place, Map<Double, long[]>> times = new HashMap<>();
        private final Map<Place, Map<String, Long>> outcomes = new HashMap<>();
        private final Map<Place, Long> uncounted = new HashMap<>();
        private final Births births;
        private int asked;

        Reading(Period period, URI base) {
            this.period = period;
            this.collected = new Collected("Prometheus at " + base, false);
            this.births = new Births(Grid.of(period).start().toEpochMilli() / 1_000.0, collected.notes());
        }

        List<String> notes() {
            return collected.notes();
        }

        Consumer<ReadMatrix.Series> reader(Metric metric) {
            if (metric == Metric.PROCESS_START_TIME) {
                return births::take;
            }
            return series -> {
                Growth growth = Growth.of(series, period, births.grewFromZero(series));
                Place place = new Place(label(series, "region"), label(series, "model"));
                switch (metric) {
                    case REQUESTS -> request(series, place, growth);
                    case VERSION_REQUESTS -> note(versions, place, label(series, "model_version"), growth);
                    case TOKENS ->
                        grow(tokens.computeIfAbsent(place, absent -> new TreeMap<>()), label(series, "type"), growth);
                    case USAGE_UNKNOWN -> uncounted.merge(place, growth.whole(), Long::sum);
                    default -> time(series, place, growth);
                }
            };
        }

        private void request(ReadMatrix.Series series, Place place, Growth growth) {
            note(providers, place, label(series, "provider"), growth);
            if (growth.whole() > 0) {
                outcomes.computeIfAbsent(place, absent -> new TreeMap<>())
                        .merge(label(series, "outcome"), growth.whole(), Long::sum);
            }
        }

        private void time(ReadMatrix.Series series, Place place, Growth growth) {
            String le = label(series, "le");
            if (BOUND.matcher(le).matches()) {
                double bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
                grow(times.computeIfAbsent(place, absent -> new TreeMap<>()), bound, growth);
            }
        }

        private static void note(Map<Place, Map<String, Long>> seen, Place place, String value, Growth growth) {
            if (growth.whole() > 0) {
                seen.computeIfAbsent(place, absent -> new HashMap<>()).merge(value, growth.whole(), Long::sum);
            }
        }

        private static <K> void grow(Map<K, long[]> sums, K key, Growth growth) {
            long[] sum = sums.computeIfAbsent(key, absent -> new long[Period.SLOTS]);
            for (int slot = 0; slot < sum.length; slot++) {
                sum[slot] += growth.slots()[slot];
            }
        }

        private static String label(ReadMatrix.Series series, String name) {
            return series.labels().getOrDefault(name, UNKNOWN);
        }

        Collected collected() throws IOException {
            if (outcomes.isEmpty() && tokens.isEmpty()) {
                collected
                        .notes()
                        .add("Prometheus knows no " + Metric.REQUESTS.exportedName() + " that grew in this period");
            }
            outcomes.forEach((place, counts) -> {
                Tally tally = collected.tally(traffic(place));
                counts.forEach(tally::count);
            });
            tokens.forEach((place, types) -> tokens(collected.tally(traffic(place)), types));
            times.forEach((place, bounds) -> times(collected.tally(traffic(place)), bounds));
            uncounted.forEach((place, count) -> {
                if (count > 0) {
                    collected.tally(traffic(place)).uncounted += count;
                }
            });
            collected
                    .notes()
                    .add("Prometheus knows routes, and one model only where a single one was expected and answered;"
                            + " what it cannot tell apart needs a price by route");
            return collected;
        }

        private Traffic traffic(Place place) {
            return new Traffic(place.region(), place.route(), only(place, providers), only(place, versions));
        }

        /**
         * One value alone is known; of several any may be meant. Requests without an answer name none, so as many as there were
         * of those say nothing of the others.
         */
        private @Nullable String only(Place place, Map<Place, Map<String, Long>> seen) {
            Map<String, Long> values = new HashMap<>(seen.getOrDefault(place, Map.of()));
            if (values.getOrDefault(UNKNOWN, 0L) <= unanswered(place)) {
                values.remove(UNKNOWN);
            }
            if (values.size() != 1) {
                return null;
            }
            String value = values.keySet().iterator().next();
            return VAGUE.contains(value) ? null : value;
        }

        private long unanswered(Place place) {
            Map<String, Long> counts = outcomes.getOrDefault(place, Map.of());
            return counts.values().stream().mapToLong(Long::longValue).sum() - counts.getOrDefault("ok", 0L);
        }

        private static void tokens(Tally tally, Map<String, long[]> types) {
            long[] input = types.getOrDefault("input", new long[Period.SLOTS]);
            long[] read = types.get("cache_read");
            long[] write = types.get("cache_write");
            InputSum sum = tally.input(read != null, write != null);
            sum.input += Growth.sum(input);
            sum.read += read == null ? 0 : Growth.sum(read);
            sum.write += write == null ? 0 : Growth.sum(write);
            tally.output += Growth.sum(types.getOrDefault("output", new long[0]));
            tally.reasoning += Growth.sum(types.getOrDefault("reasoning", new long[0]));
            for (int slot = 0; read != null && slot < Period.SLOTS; slot++) {
                if (input[slot] > 0) {
                    tally.hits(slot, input[slot], read[slot]);
                }
            }
        }

        private static void times(Tally tally, Map<Double, long[]> bounds) {
            for (int slot = 0; slot < Period.SLOTS; slot++) {
                TreeMap<Double, Long> upTo = new TreeMap<>();
                for (Map.Entry<Double, long[]> each : bounds.entrySet()) {
                    upTo.put(each.getKey(), each.getValue()[slot]);
                }
                BucketLatency latency = new BucketLatency(upTo);
                if (latency.count() > 0) {
                    tally.latency(slot, latency);
                }
            }
        }
    }
}
