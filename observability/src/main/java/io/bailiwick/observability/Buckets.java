package io.bailiwick.observability;

import java.util.List;
import java.util.stream.DoubleStream;

/** The upper bounds of histograms, fine where an on-call engineer has to tell good from bad. */
final class Buckets {

    static final List<Double> WHOLE_REQUEST = doubling(0.01, 15);

    static final List<Double> FIRST_TOKEN =
            List.of(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0);

    static final List<Double> EACH_TOKEN =
            List.of(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5);

    static final List<Double> OVERHEAD = List.of(0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1);

    static final List<Double> LAG = List.of(0.001, 0.005, 0.025, 0.1, 0.5, 2.5);

    /** Source: OpenTelemetry semantic conventions 1.41.1, gen-ai-metrics. */
    static final List<Double> GEN_AI_REQUEST = doubling(0.01, 14);

    /** Source: the same; powers of four. */
    static final List<Double> TOKENS =
            DoubleStream.iterate(1, bound -> bound * 4).limit(14).boxed().toList();

    private Buckets() {}

    private static List<Double> doubling(double first, int count) {
        return DoubleStream.iterate(first, bound -> bound * 2)
                .limit(count)
                .boxed()
                .toList();
    }
}
