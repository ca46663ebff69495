package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Nearest;
import io.bailiwick.gateway.drill.DrillOrder;
import io.bailiwick.gateway.drill.Fault;
import io.bailiwick.gateway.drill.Outage;
import io.bailiwick.gateway.drill.Timeline;
import io.bailiwick.gateway.drill.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what an operator asks for; every problem says what was found and what was expected. */
final class ReadDrill {

    private static final Duration USUAL_BEFORE = Duration.ofSeconds(3);
    private static final Duration USUAL_AFTER = Duration.ofSeconds(20);
    private static final Set<String> KEYS =
            Set.of("region", "endpoint", "jurisdiction", "fault", "traffic", "before_ms", "for_ms", "after_ms");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** An order, or what is wrong with it. */
    sealed interface Asked {

        <T> T match(Function<DrillOrder, T> order, Function<String, T> problem);

        record Order(DrillOrder order) implements Asked {
            @Override
            public <T> T match(Function<DrillOrder, T> then, Function<String, T> problem) {
                return then.apply(order);
            }
        }

        record Wrong(String problem) implements Asked {
            @Override
            public <T> T match(Function<DrillOrder, T> order, Function<String, T> then) {
                return then.apply(problem);
            }
        }
    }

    Asked of(byte[] body, GatewaySnapshot policy) {
        try {
            if (json.readTree(body) instanceof ObjectNode asked) {
                return new Asked.Order(order(asked, policy));
            }
            return new Asked.Wrong("the body is no JSON object");
        } catch (WrongException wrong) {
            return new Asked.Wrong(wrong.problem);
        } catch (IOException malformed) {
            return new Asked.Wrong("the body is no JSON object without duplicate keys");
        }
    }

    private static DrillOrder order(ObjectNode asked, GatewaySnapshot policy) throws WrongException {
        for (String key : (Iterable<String>) asked::fieldNames) {
            if (!KEYS.contains(key)) {
                throw new WrongException("unknown key '" + shown(key) + "'" + near(key, KEYS));
            }
        }
        Outage outage = outage(asked, policy);
        Fault fault = word(asked, "fault", List.of(Fault.values()), Fault::word);
        Traffic traffic = word(asked, "traffic", List.of(Traffic.values()), Traffic::word);
        if (!asked.has("for_ms")) {
            throw new WrongException("for_ms is missing: a drill without an end is an outage (expected: milliseconds)");
        }
        Duration most = policy.gateway().limits().drill();
        Timeline timeline = new Timeline(
                duration(asked, "before_ms", USUAL_BEFORE, 0, most),
                duration(asked, "for_ms", Duration.ZERO, 1, most),
                duration(asked, "after_ms", USUAL_AFTER, 0, most));
        if (timeline.whole().compareTo(most) > 0) {
            throw new WrongException("the drill takes " + timeline.whole().toMillis()
                    + " ms, with the time before and after its outage (expected: at most " + most.toMillis()
                    + " ms, gateway.limits.drill)");
        }
        return new DrillOrder(outage, fault, traffic, timeline);
    }

    private static Outage outage(ObjectNode asked, GatewaySnapshot policy) throws WrongException {
        List<Outage.Kind> named = Arrays.stream(Outage.Kind.values())
                .filter(kind -> asked.has(kind.word()))
                .toList();
        if (named.size() != 1) {
            throw new WrongException(
                    "found " + named.size() + " outages (expected: one of region, endpoint, jurisdiction)");
        }
        Outage.Kind kind = named.get(0);
        JsonNode name = asked.get(kind.word());
        Set<String> known = Outage.known(kind, policy);
        if (!name.isTextual() || !known.contains(name.textValue())) {
            throw new WrongException("no pool that this gateway serves knows the " + kind.word() + " '"
                    + shown(name.asText()) + "'" + near(name.asText(), known));
        }
        return new Outage(kind, name.textValue());
    }

    private static <T> T word(ObjectNode asked, String key, List<T> all, Function<T, String> word)
            throws WrongException {
        JsonNode found = asked.get(key);
        if (found == null) {
            return all.get(0);
        }
        for (T each : all) {
            if (found.isTextual() && word.apply(each).equals(found.textValue())) {
                return each;
            }
        }
        String expected = all.stream().map(word).collect(Collectors.joining(", "));
        throw new WrongException(key + " is '" + shown(found.asText()) + "' (expected: one of " + expected + ")");
    }

    private static Duration duration(ObjectNode asked, String key, Duration usual, long least, Duration most)
            throws WrongException {
        JsonNode found = asked.get(key);
        if (found == null) {
            return usual;
        }
        if (!found.isIntegralNumber()
                || !found.canConvertToLong()
                || found.longValue() < least
                || found.longValue() > most.toMillis()) {
            throw new WrongException(key + " is " + shown(found.toString()) + " (expected: milliseconds from " + least
                    + " to " + most.toMillis() + ", gateway.limits.drill)");
        }
        return Duration.ofMillis(found.longValue());
    }

    private static String near(String written, Set<String> known) {
        String nearest = Nearest.of(written, known);
        return (nearest == null ? "" : ", did you mean '" + nearest + "'?") + " (expected: one of "
                + new TreeSet<>(known).stream().limit(50).collect(Collectors.joining(", ")) + ")";
    }

    private static String shown(String foreign) {
        return foreign.length() <= 64 ? foreign : foreign.substring(0, 64) + "…";
    }

    /** Ends the reading of one order; never leaves this class. */
    private static final class WrongException extends Exception {
        private static final long serialVersionUID = 1;

        private final String problem;

        WrongException(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }
}
