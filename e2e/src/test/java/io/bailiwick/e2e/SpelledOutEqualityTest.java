package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Cidr;
import io.bailiwick.config.Upstream.UpstreamTls;
import io.bailiwick.credentials.Credential;
import io.bailiwick.credentials.Secret;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Endpoint;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does every component count where a record spells out what is equal? What a connection, a law or an endpoint is, hangs on
 * it, and whoever adds a component must not forget it there.
 */
final class SpelledOutEqualityTest {

    private static final Country GERMANY = new Country("DE");
    private static final Country FRANCE = new Country("FR");
    private static final Region FRANKFURT = new Region("aws:eu-central-1", GERMANY);
    private static final Region PARIS = new Region("aws:eu-west-3", FRANCE);
    private static final URI HERE = URI.create("https://here.example/v1");
    private static final URI THERE = URI.create("https://there.example/v1");
    private static final String VERSION_METERS = "io.bailiwick.observability.VersionMeters$Key";
    private static final String SEEN_VERSIONS = "io.bailiwick.gateway.admin.SeenVersions";

    /** Two of each, that differ in every component. */
    static Stream<List<Record>> pairs() throws ReflectiveOperationException {
        Endpoint one = new Endpoint("one", HERE, "openai", Set.of("chat"), Set.of("logprobs"), true, 1);
        Endpoint two = new Endpoint("two", THERE, "azure", Set.of("embeddings"), Set.of("tools"), false, 2);
        return Stream.of(
                List.of(GERMANY, FRANCE),
                List.of(FRANKFURT, PARIS),
                List.of(
                        new Jurisdiction(
                                "de", Boundary.within(Set.of(GERMANY), Set.of()), Set.of(GERMANY), Evidence.DECLARED),
                        new Jurisdiction(
                                "fr", Boundary.within(Set.of(FRANCE), Set.of()), Set.of(FRANCE), Evidence.OBSERVED)),
                List.of(one, two),
                List.of(
                        new Candidate(one, "small", Reach.of(FRANKFURT), Evidence.DECLARED, Evidence.OBSERVED),
                        new Candidate(two, "large", Reach.of(PARIS), Evidence.NONE, Evidence.ATTESTED)),
                List.of(new Candidate.Key(HERE, "small"), new Candidate.Key(THERE, "large")),
                List.of(
                        made("io.bailiwick.observability.PlaceMeters$Key", "eu", "r1", "DE", "openai", "small"),
                        made("io.bailiwick.observability.PlaceMeters$Key", "us", "r2", "US", "azure", "large")),
                List.of(
                        made(VERSION_METERS, "r1", "small", "small-1", "greeting", "1"),
                        made(VERSION_METERS, "r2", "large", "large-2", "farewell", "2")),
                List.of(
                        made(SEEN_VERSIONS + "$ModelKey", "r1", "small", "small-1", "fp_1"),
                        made(SEEN_VERSIONS + "$ModelKey", "r2", "large", "large-2", "fp_2")),
                List.of(
                        made(SEEN_VERSIONS + "$PromptKey", "r1", "small", "greeting", "1"),
                        made(SEEN_VERSIONS + "$PromptKey", "r2", "large", "farewell", "2")),
                List.of(
                        made(
                                "io.bailiwick.gateway.upstream.Place",
                                HERE,
                                Reach.of(FRANKFURT),
                                Credential.NONE,
                                null,
                                List.of()),
                        made(
                                "io.bailiwick.gateway.upstream.Place",
                                THERE,
                                Reach.of(PARIS),
                                Credential.of(Provider.OPENAI, "env KEY", Secret.of("of-another")),
                                new UpstreamTls(null, "inference.internal"),
                                List.of(Objects.requireNonNull(Cidr.parse("10.1.0.0/16"))))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void a_record_that_differs_in_one_component_is_another(List<Record> pair) throws ReflectiveOperationException {
        List<@Nullable Object> one = values(pair.get(0));
        List<@Nullable Object> other = values(pair.get(1));
        Record again = made(pair.get(0).getClass().getName(), one.toArray());
        assertThat(again).isEqualTo(pair.get(0)).hasSameHashCodeAs(pair.get(0));
        for (int at = 0; at < one.size(); at++) {
            List<@Nullable Object> mixed = new ArrayList<>(one);
            mixed.set(at, other.get(at));
            Record differs = made(pair.get(0).getClass().getName(), mixed.toArray());
            assertThat(differs).as("component %d", at).isNotEqualTo(pair.get(0));
            assertThat(pair.get(0)).as("component %d", at).isNotEqualTo(differs);
        }
    }

    /** Keys of which a gateway may have thousands, and which of their components policies, upstreams and clients name. */
    static Stream<Arguments> manyOfOneKind() {
        return Stream.of(
                Arguments.of(VERSION_METERS, List.of(1, 2, 3, 4)),
                Arguments.of(SEEN_VERSIONS + "$ModelKey", List.of(1, 2, 3)),
                Arguments.of(SEEN_VERSIONS + "$PromptKey", List.of(1, 2, 3)),
                Arguments.of("io.bailiwick.observability.PlaceMeters$Key", List.of(4)));
    }

    @ParameterizedTest
    @MethodSource("manyOfOneKind")
    void a_thousand_keys_that_differ_in_one_name_are_not_looked_through_one_by_one(String type, List<Integer> named)
            throws ReflectiveOperationException {
        for (int component : named) {
            Set<Integer> hashes = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                Object[] values = new Object[Class.forName(type).getRecordComponents().length];
                Arrays.fill(values, "same");
                values[component] = "name-%05d".formatted(i);
                hashes.add(made(type, values).hashCode());
            }
            assertThat(hashes).as("component %d of %s", component, type).hasSizeGreaterThan(900);
        }
    }

    private static Record made(String type, @Nullable Object... values) throws ReflectiveOperationException {
        Class<?> record = Class.forName(type);
        Constructor<?> constructor = record.getDeclaredConstructor(Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return (Record) constructor.newInstance(values);
    }

    private static List<@Nullable Object> values(Record record) throws ReflectiveOperationException {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent each : record.getClass().getRecordComponents()) {
            Method read = each.getAccessor();
            read.setAccessible(true);
            values.add(read.invoke(record));
        }
        return values;
    }
}
