package io.bailiwick.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.bailiwick.observability.GenAiNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one line of the gateway's log; of all its keys only those that figures are made of. */
final class ReadLine {

    static final String AT = "timestamp";
    static final String JURISDICTION = "bailiwick.home.jurisdiction";
    static final String REGION = "bailiwick.inference.region";
    static final String ROUTE = "bailiwick.route.name";
    static final String OUTCOME = "bailiwick.outcome";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String VERSION = "bailiwick.model.version";
    static final String OPERATION = "gen_ai.operation.name";
    static final String INPUT = "gen_ai.usage.input_tokens";
    static final String OUTPUT = "gen_ai.usage.output_tokens";
    static final String CACHE_READ = "gen_ai.usage.cache_read.input_tokens";
    static final String CACHE_WRITE = "gen_ai.usage.cache_creation.input_tokens";
    static final String REASONING = "gen_ai.usage.reasoning.output_tokens";
    static final String STREAM = "gen_ai.request.stream";
    static final String TTFT = "ttft_ms";
    static final String DRILL = "bailiwick.drill.id";

    private static final Set<String> WANTED = Set.of(
            AT,
            JURISDICTION,
            REGION,
            ROUTE,
            OUTCOME,
            PROVIDER,
            VERSION,
            OPERATION,
            INPUT,
            OUTPUT,
            CACHE_READ,
            CACHE_WRITE,
            REASONING,
            STREAM,
            TTFT,
            DRILL);

    private static final String UNKNOWN = "unknown";
    private static final int MOST_CHARS = 1_024;

    private final JsonFactory json = new JsonFactory();

    /** A line that is none of the gateway's, and what is wrong with it. */
    static final class BrokenLine extends Exception {
        private static final long serialVersionUID = 1;

        BrokenLine(String why) {
            super(why, null, false, false);
        }
    }

    Exchange of(byte[] bytes, int from, int length) throws BrokenLine {
        Map<String, String> values = values(bytes, from, length);
        return new Exchange(
                at(needed(values, AT)),
                needed(values, JURISDICTION),
                new Traffic(
                        needed(values, REGION),
                        needed(values, ROUTE),
                        provider(values.get(PROVIDER)),
                        known(values.get(VERSION))),
                needed(values, OUTCOME),
                new Tokens(
                        count(values, INPUT),
                        count(values, OUTPUT),
                        count(values, CACHE_READ),
                        count(values, CACHE_WRITE),
                        count(values, REASONING)),
                !"count_tokens".equals(values.get(OPERATION)),
                "true".equals(values.get(STREAM)) ? micros(values.get(TTFT)) : -1,
                values.containsKey(DRILL));
    }

    private Map<String, String> values(byte[] bytes, int from, int length) throws BrokenLine {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = json.createParser(bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenLine("no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue() && WANTED.contains(key)) {
                    values.put(key, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new BrokenLine("something follows the JSON object");
            }
        } catch (JsonProcessingException malformed) {
            throw new BrokenLine("no JSON (" + firstLine(malformed.getOriginalMessage()) + ")");
        } catch (IOException impossible) {
            throw new BrokenLine("unreadable: " + impossible.getMessage());
        }
        return values;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "malformed" : Shown.text(text.lines().findFirst().orElse(""), 80);
    }

    private static String needed(Map<String, String> values, String key) throws BrokenLine {
        String value = values.get(key);
        if (value == null || value.isEmpty() || value.length() > MOST_CHARS) {
            throw new BrokenLine("no " + key);
        }
        return value;
    }

    private static Instant at(String text) throws BrokenLine {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new BrokenLine("timestamp is no moment");
        }
    }

    private static @Nullable Long count(Map<String, String> values, String key) throws BrokenLine {
        String text = values.get(key);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,15}")) {
            throw new BrokenLine(key + " is no count");
        }
        return Long.valueOf(text);
    }

    private static long micros(@Nullable String millis) throws BrokenLine {
        if (millis == null) {
            return -1;
        }
        if (!millis.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            throw new BrokenLine(TTFT + " is no time");
        }
        return new BigDecimal(millis).movePointRight(3).longValue();
    }

    private static @Nullable String provider(@Nullable String name) {
        String known = known(name);
        return known == null ? null : GenAiNames.policyWord(known);
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.equals(UNKNOWN) || value.length() > MOST_CHARS ? null : value;
    }
}
