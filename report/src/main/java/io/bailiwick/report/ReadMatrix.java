package io.bailiwick.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads Prometheus' answer to a range query, one series at a time. */
final class ReadMatrix {

    private static final int MOST_WARNINGS = 5;

    private final JsonFactory json = new JsonFactory();

    /** One series: its labels, and its samples by time. */
    record Series(Map<String, String> labels, double[] seconds, double[] values) {}

    /** Gives each series as it comes; warnings go to {@code notes}. */
    void read(InputStream body, Consumer<Series> each, List<String> notes) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object (expected: the answer of /api/v1/query_range)");
            }
            String status = null;
            String error = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                switch (key) {
                    case "status" -> status = parser.getText();
                    case "error" -> error = parser.getText();
                    case "warnings" -> warnings(parser, notes);
                    case "data" -> data(parser, each);
                    default -> parser.skipChildren();
                }
            }
            if (!"success".equals(status)) {
                throw new IOException("Prometheus said " + Shown.text(status + ": " + error));
            }
        } catch (JsonProcessingException malformed) {
            throw new IOException(
                    "no Prometheus answer: " + Shown.text(malformed.getOriginalMessage(), 200), malformed);
        }
    }

    private static void warnings(JsonParser parser, List<String> notes) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            if (notes.size() < MOST_WARNINGS) {
                notes.add("Prometheus warns: " + parser.getText());
            }
        }
    }

    private static void data(JsonParser parser, Consumer<Series> each) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals("resultType") && !parser.getText().equals("matrix")) {
                throw new IOException("the answer is a " + Shown.text(parser.getText(), 40) + " (expected: a matrix)");
            } else if (key.equals("result")) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    each.accept(series(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Series series(JsonParser parser) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        @Nullable Samples samples = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "metric" -> {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        labels.put(parser.currentName(), String.valueOf(parser.nextTextValue()));
                    }
                }
                case "values" -> samples = Samples.read(parser);
                default -> parser.skipChildren();
            }
        }
        return samples == null
                ? new Series(labels, new double[0], new double[0])
                : new Series(labels, samples.seconds(), samples.values());
    }

    /** Pairs of a time and a number in quotes. */
    private static final class Samples {

        private double[] seconds = new double[64];
        private double[] values = new double[64];
        private int count;

        static Samples read(JsonParser parser) throws IOException {
            Samples samples = new Samples();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                parser.nextToken();
                double at = parser.getDoubleValue();
                samples.add(at, number(String.valueOf(parser.nextTextValue())));
                if (parser.nextToken() != JsonToken.END_ARRAY) {
                    throw new IOException("a sample of more than time and value");
                }
            }
            return samples;
        }

        private void add(double at, double value) {
            if (count == seconds.length) {
                seconds = Arrays.copyOf(seconds, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            seconds[count] = at;
            values[count++] = value;
        }

        private static double number(String text) throws IOException {
            try {
                return Double.parseDouble(text.replace("Inf", "Infinity"));
            } catch (NumberFormatException wrong) {
                throw new IOException("'" + Shown.text(text, 40) + "' is no sample", wrong);
            }
        }

        double[] seconds() {
            return Arrays.copyOf(seconds, count);
        }

        double[] values() {
            return Arrays.copyOf(values, count);
        }
    }
}
