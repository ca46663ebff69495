package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a Responses request that its response repeats, with what stands for those that it leaves out. */
final class EchoRead {

    private static final int MOST_CHARS = 128 * 1024;

    private final Map<String, String> members = new LinkedHashMap<>();
    private int left = MOST_CHARS;

    private EchoRead() {
        members.put("instructions", "null");
        members.put("max_output_tokens", "null");
        members.put("max_tool_calls", "null");
        members.put("parallel_tool_calls", "true");
        members.put("previous_response_id", "null");
        members.put("reasoning", "{\"effort\":null,\"summary\":null}");
        members.put("store", "false");
        members.put("temperature", "null");
        members.put("text", "{\"format\":{\"type\":\"text\"}}");
        members.put("tool_choice", "\"auto\"");
        members.put("tools", "[]");
        members.put("top_logprobs", "null");
        members.put("top_p", "null");
        members.put("truncation", "\"disabled\"");
        members.put("user", "null");
        members.put("metadata", "{}");
    }

    /** Members without the braces around them. */
    static String of(JsonFactory factory, byte[] body) {
        EchoRead read = new EchoRead();
        JsonIn.read(factory, body, body.length, read::member);
        StringBuilder echo = new StringBuilder();
        read.members.forEach((key, json) -> echo.append(echo.length() == 0 ? "" : ",")
                .append('"')
                .append(key)
                .append("\":")
                .append(json));
        return echo.toString();
    }

    /** A response repeats them in three events: what is too long for that is not repeated. */
    private void member(JsonIn in, String key) {
        if (members.containsKey(key) && !in.isNull()) {
            String json = in.json();
            if (json.length() <= left) {
                left -= json.length();
                members.put(key, json);
            }
        }
    }
}
