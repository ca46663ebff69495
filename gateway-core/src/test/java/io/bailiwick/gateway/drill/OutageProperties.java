package io.bailiwick.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.RequestHead;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.routing.Candidate;
import io.bailiwick.testkit.ManualTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is drilled, an outage only takes places away. */
class OutageProperties {

    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final List<String> ENDPOINTS = List.of("fra", "twin", "par", "both", "iad");

    private final GatewaySnapshot policy = DrilledPolicy.usual();
    private final ManualTime time = ManualTime.standing();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** An attempt at that endpoint, so long after the one before it. */
    record Step(String endpoint, int afterMillis) {}

    @Property(tries = 300)
    void a_drill_hands_on_what_it_was_given_or_fails_it_and_adds_nothing(
            @ForAll("orders") DrillOrder order, @ForAll("steps") List<Step> steps) {
        Drill drill = new Drill("d", order, time.instant(), new OutUnderPolicy(order.outage(), () -> policy), time);
        Network whole = new Network();
        Transport asSeen = new OutageTransport(whole, () -> drill);
        List<PermittedRequest> expected = new ArrayList<>();
        long passedMillis = 0;
        for (Step step : steps) {
            time.advance(Duration.ofMillis(step.afterMillis));
            passedMillis += step.afterMillis;
            PermittedRequest request = request(step.endpoint);
            Heard heard = new Heard();
            asSeen.call(channel.eventLoop(), request, heard);
            channel.advanceTimeBy(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
            boolean out = isOut(order, passedMillis) && meant(order.outage()).contains(step.endpoint);
            assertThat(heard.failedOrUnavailable)
                    .as("%s at %s", step, passedMillis)
                    .isEqualTo(out ? 1 : 0);
            assertThat(heard.mayLeaveAsked).as("nothing of it may leave").isZero();
            if (!out) {
                expected.add(request);
            }
        }
        assertThat(whole.got)
                .usingElementComparator((one, other) -> one == other ? 0 : 1)
                .isEqualTo(expected);
    }

    @Property
    void without_a_drill_the_network_is_as_it_is(@ForAll("steps") List<Step> steps) {
        Network whole = new Network();
        Transport asSeen = new OutageTransport(whole, () -> null);
        steps.forEach(step -> asSeen.call(channel.eventLoop(), request(step.endpoint), new Heard()));
        assertThat(whole.got).hasSameSizeAs(steps);
    }

    @Property
    void time_alone_ends_it_and_never_begins_it_again(
            @ForAll("orders") DrillOrder order, @ForAll("steps") List<Step> steps) {
        long now = 0;
        Phase before = Phase.BEFORE;
        for (Step step : steps) {
            now += Duration.ofMillis(step.afterMillis).toNanos();
            Phase phase = order.timeline().at(now);
            assertThat(phase).isGreaterThanOrEqualTo(before);
            before = phase;
        }
        assertThat(order.timeline().at(order.timeline().whole().toNanos())).isEqualTo(Phase.OVER);
        assertThat(order.timeline().at(Long.MAX_VALUE)).isEqualTo(Phase.OVER);
    }

    private static boolean isOut(DrillOrder order, long passedMillis) {
        long begin = order.timeline().before().toMillis();
        return passedMillis >= begin
                && passedMillis < begin + order.timeline().outage().toMillis();
    }

    /** Written out, so that the code under test is not its own witness. */
    private static Set<String> meant(Outage outage) {
        return switch (outage.toString()) {
            case "region onprem:fra1" -> Set.of("fra", "twin", "both");
            case "region onprem:par1" -> Set.of("par", "both");
            case "region onprem:iad1", "endpoint iad" -> Set.of("iad");
            case "endpoint fra", "endpoint twin", "jurisdiction de" -> Set.of("fra", "twin");
            case "endpoint par" -> Set.of("par");
            case "endpoint both" -> Set.of("both");
            case "jurisdiction eu" -> Set.of("fra", "twin", "par", "both");
            case "jurisdiction free" -> Set.of("iad", "par");
            default -> throw new AssertionError(outage);
        };
    }

    private PermittedRequest request(String endpoint) {
        Candidate candidate = DrilledPolicy.candidate(policy, endpoint);
        return new PermittedRequest(
                DrilledPolicy.anywhere(policy),
                candidate,
                Objects.requireNonNull(policy.upstreams().get(endpoint)),
                HttpMethod.POST,
                "/v1/chat/completions",
                new RequestHead(),
                new byte[0],
                CONNECT);
    }

    @Provide
    Arbitrary<DrillOrder> orders() {
        Arbitrary<Outage> outages = Arbitraries.of(Outage.Kind.values())
                .flatMap(kind -> Arbitraries.of(Outage.known(kind, policy)).map(name -> new Outage(kind, name)));
        Arbitrary<Duration> lengths = Arbitraries.integers().between(0, 2_000).map(Duration::ofMillis);
        Arbitrary<Timeline> timelines = Combinators.combine(lengths, lengths.filter(each -> !each.isZero()), lengths)
                .as(Timeline::new);
        return Combinators.combine(outages, Arbitraries.of(Fault.values()), Arbitraries.of(Traffic.values()), timelines)
                .as(DrillOrder::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(ENDPOINTS), Arbitraries.integers().between(0, 900))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    /** Keeps what it is given, and never answers. */
    private static final class Network implements Transport {
        private final List<PermittedRequest> got = new ArrayList<>();

        @Override
        public Call call(io.netty.channel.EventLoop loop, PermittedRequest request, Listener listener) {
            got.add(request);
            return new Call() {
                @Override
                public void pause() {
                    // Nothing comes.
                }

                @Override
                public void resume() {
                    // Nothing comes.
                }

                @Override
                public void cancel() {
                    // Nothing comes.
                }
            };
        }
    }

    private static final class Heard implements Transport.Listener {
        private int failedOrUnavailable;
        private int mayLeaveAsked;

        @Override
        public boolean mayLeave(long nowNanos) {
            mayLeaveAsked++;
            return true;
        }

        @Override
        public void written() {
            mayLeaveAsked++;
        }

        @Override
        public void head(int status, HttpHeaders headers) {
            assertThat(status).isEqualTo(503);
            failedOrUnavailable++;
        }

        @Override
        public void body(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void readComplete() {
            // Nothing is relayed.
        }

        @Override
        public void end() {
            assertThat(failedOrUnavailable).isOne();
        }

        @Override
        public void failed(Transport.Failure failure) {
            assertThat(failure.kind()).isEqualTo(Transport.Kind.CONNECT);
            failedOrUnavailable++;
        }
    }
}
