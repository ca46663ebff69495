package load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run as it is asked for in a line of {@code name=value} words. */
record Wish(
        int port,
        int connections,
        double rate,
        double warmSeconds,
        double seconds,
        double rampSeconds,
        byte[] request,
        int idAt,
        int fillAt,
        byte[][] fills,
        char kind,
        int events,
        long intervalNanos,
        long holdNanos,
        int refusal,
        String refusalSays,
        long boundNanos) {

    private static final String ID = "bench-" + "?".repeat(Mark.ID_LENGTH);

    static Wish of(String line) throws IOException {
        Map<String, String> words = new HashMap<>();
        for (String word : line.strip().split(" +")) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' is not name=value");
            }
            words.put(word.substring(0, equals), word.substring(equals + 1));
        }
        byte[] request = Files.readAllBytes(Path.of(required(words, "request")));
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int id = text.indexOf(ID);
        if (id < 0) {
            throw new IllegalArgumentException("the request has no place for an id: " + ID);
        }
        byte[][] fills = fills(words.get("fills"));
        int fillAt = fills.length == 0 ? -1 : text.indexOf(new String(fills[0], StandardCharsets.ISO_8859_1));
        if (fills.length > 0 && fillAt < 0) {
            throw new IllegalArgumentException("the request does not hold the first line of the fills");
        }
        return new Wish(
                Integer.parseInt(required(words, "port")),
                Integer.parseInt(words.getOrDefault("conns", "1")),
                Double.parseDouble(words.getOrDefault("rate", "0")),
                Double.parseDouble(words.getOrDefault("warm", "0.5")),
                Double.parseDouble(words.getOrDefault("seconds", "3")),
                Double.parseDouble(words.getOrDefault("ramp", "0")),
                request,
                id + ID.indexOf('?'),
                fillAt,
                fills,
                words.getOrDefault("kind", "u").charAt(0),
                Integer.parseInt(words.getOrDefault("events", "40")),
                nanos(words.getOrDefault("interval_ms", "0")),
                nanos(words.getOrDefault("hold_ms", "0")),
                Integer.parseInt(words.getOrDefault("refusal", "0")),
                words.getOrDefault("says", ""),
                nanos(words.getOrDefault("bound_ms", "20")));
    }

    private static String required(Map<String, String> words, String name) {
        String value = words.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + "= is missing");
        }
        return value;
    }

    private static long nanos(String millis) {
        return (long) (Double.parseDouble(millis) * 1e6);
    }

    /** Lines of one length; each request takes the next, where the first stands in the request. */
    private static byte[][] fills(String file) throws IOException {
        if (file == null) {
            return new byte[0][];
        }
        List<byte[]> lines = Files.readAllLines(Path.of(file)).stream()
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        if (lines.isEmpty() || lines.stream().anyMatch(line -> line.length != lines.get(0).length)) {
            throw new IllegalArgumentException(file + " must hold lines of one length");
        }
        return lines.toArray(byte[][]::new);
    }

    boolean streams() {
        return kind == 's';
    }

    int marks() {
        return streams() ? events : 1;
    }

    int bodyBytes() {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return request.length - text.indexOf("\r\n\r\n") - 4;
    }

    /** The request with that id in it; the next call writes over it. */
    byte[] request(byte[] id, long number) {
        System.arraycopy(id, 0, request, idAt, id.length);
        if (fillAt >= 0) {
            byte[] fill = fills[(int) (number % fills.length)];
            System.arraycopy(fill, 0, request, fillAt, fill.length);
        }
        return request;
    }
}
