package io.bailiwick.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of server-sent events, taken apart by the letter of the HTML standard.
 *
 * @param comments the comment lines, without their colon
 * @param trailing what follows the last blank line: an event that never ended
 */
public record SseReply(List<Event> events, List<String> comments, String trailing) {

    public SseReply {
        events = List.copyOf(events);
        comments = List.copyOf(comments);
    }

    /** One event; its type is {@code message} where none was given. */
    public record Event(String type, String data) {}

    public static SseReply of(String text) {
        String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Event> events = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String type = "";
        int eventStart = 0;
        int at = 0;
        while (at < rest.length()) {
            int end = at;
            while (end < rest.length() && rest.charAt(end) != '\n' && rest.charAt(end) != '\r') {
                end++;
            }
            if (end == rest.length()) {
                break;
            }
            String line = rest.substring(at, end);
            at = end + (rest.startsWith("\r\n", end) ? 2 : 1);
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Event(type.isEmpty() ? "message" : type, String.join("\n", data)));
                }
                data.clear();
                type = "";
                eventStart = at;
            } else if (line.startsWith(":")) {
                comments.add(line.substring(1));
            } else if (field(line).equals("data")) {
                data.add(value(line));
            } else if (field(line).equals("event")) {
                type = value(line);
            }
        }
        return new SseReply(events, comments, rest.substring(eventStart));
    }

    /** The data of every event, in order. */
    public List<String> data() {
        return events.stream().map(Event::data).toList();
    }

    public List<String> types() {
        return events.stream().map(Event::type).toList();
    }

    /** The data of the events of that type. */
    public List<String> dataOf(String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(Event::data)
                .toList();
    }

    /** Whether the last event is OpenAI's end marker. */
    public boolean done() {
        return !events.isEmpty() && events.get(events.size() - 1).data().equals("[DONE]");
    }

    private static String field(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String value(String line) {
        int colon = line.indexOf(':');
        String value = colon < 0 ? "" : line.substring(colon + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
