package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void a_well_formed_parent_is_continued() {
        for (String header : List.of(
                "00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-00",
                "00-" + TRACE + "-" + SPAN + "-ff",
                "01-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like")) {
            TraceContext context = TraceContext.of(header, new SplittableRandom(1));
            assertThat(context.traceId()).describedAs(header).isEqualTo(TRACE);
            assertThat(context.parentSpanId()).isEqualTo(SPAN);
            assertThat(context.spanId()).hasSize(16).isNotEqualTo(SPAN);
            assertThat(context.callerSamples())
                    .isEqualTo(!header.substring(53, 55).equals("00"));
        }
    }

    @Test
    void a_malformed_parent_counts_as_absent() {
        for (String header : List.of(
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-extra",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01.extra",
                "00-" + "0".repeat(32) + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + "0".repeat(16) + "-01",
                "00-" + TRACE.toUpperCase(Locale.ROOT) + "-" + SPAN + "-01",
                "00-" + TRACE.substring(1) + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "g-01",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "00_" + TRACE + "_" + SPAN + "_01",
                "cc-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(200))) {
            TraceContext context = TraceContext.of(header, new SplittableRandom(1));
            assertThat(context.traceId())
                    .describedAs(header)
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(TRACE);
            assertThat(context.parentSpanId()).isNull();
        }
        assertThat(TraceContext.of(null, new SplittableRandom(1)).parentSpanId())
                .isNull();
    }

    @Test
    void no_identifier_of_our_own_is_all_zeros() {
        TraceContext context = TraceContext.of(null, () -> 0L);
        assertThat(context.traceId()).hasSize(32).matches(".*[1-9a-f].*");
        assertThat(context.spanId()).hasSize(16).matches(".*[1-9a-f].*");
        assertThat(TraceContext.of(null, () -> 15L).spanId()).isEqualTo("000000000000000f");
    }

    @Test
    void an_attempt_has_the_trace_but_never_the_callers_span() {
        TraceContext context = TraceContext.of("00-" + TRACE + "-" + SPAN + "-00", new SplittableRandom(1));
        assertThat(context.traceparent(0xb7ad6b7169203331L, false).toString())
                .isEqualTo("00-" + TRACE + "-b7ad6b7169203331-00");
        assertThat(context.traceparent(0xb7ad6b7169203331L, true).toString())
                .isEqualTo("00-" + TRACE + "-b7ad6b7169203331-01");
    }

    @Test
    void a_trace_and_its_spans_are_said_in_the_digits_that_they_came_in() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 1000; i++) {
            int shift = random.nextInt(64); // many begin with noughts
            String trace = String.format("%016x%016x", random.nextLong() >>> shift, random.nextLong() >>> shift | 1);
            String span = String.format("%016x", random.nextLong() >>> shift | 1);
            TraceContext context = TraceContext.of("00-" + trace + "-" + span + "-01", random);
            assertThat(context.traceId()).isEqualTo(trace);
            assertThat(context.parentSpanId()).isEqualTo(span);
            long drawn = TraceContext.drawn(random) >>> shift | 1;
            String attempt = TraceContext.hex(drawn);
            assertThat(attempt).matches("[0-9a-f]{16}");
            assertThat(context.traceparent(drawn, true).toString()).isEqualTo("00-" + trace + "-" + attempt + "-01");
        }
    }

    @Test
    void whoever_says_one_trace_again_and_again_does_not_choose_where_its_exchanges_are_kept() {
        SplittableRandom random = new SplittableRandom(5);
        assertThat(IntStream.range(0, 1000)
                        .map(i -> TraceContext.of("00-" + TRACE + "-" + SPAN + "-01", random)
                                .hashCode())
                        .distinct()
                        .count())
                .isGreaterThan(990);
    }

    @Test
    void a_callers_choice_stands_whatever_the_share() {
        for (double share : new double[] {0, 0.01, 1}) {
            assertThat(TraceContext.of("00-" + TRACE + "-" + SPAN + "-01", new SplittableRandom(1))
                            .sampled(share))
                    .isTrue();
            assertThat(TraceContext.of("00-" + TRACE + "-" + SPAN + "-00", new SplittableRandom(1))
                            .sampled(share))
                    .isFalse();
            assertThat(TraceContext.of("00-" + TRACE + "-" + SPAN + "-02", new SplittableRandom(1))
                            .sampled(share))
                    .isFalse();
        }
    }

    @Test
    void of_traces_that_begin_here_that_share_is_sampled() {
        SplittableRandom random = new SplittableRandom(7);
        for (double share : new double[] {0, 0.01, 0.5, 1}) {
            long sampled = IntStream.range(0, 20_000)
                    .filter(i -> TraceContext.of(null, random).sampled(share))
                    .count();
            assertThat(sampled / 20_000.0).isCloseTo(share, within(0.02));
        }
        TraceContext last = TraceContext.of(null, () -> -1L);
        assertThat(last.traceId()).isEqualTo("f".repeat(32));
        assertThat(last.sampled(1)).isTrue();
        assertThat(last.sampled(0.999)).isFalse();
    }
}
