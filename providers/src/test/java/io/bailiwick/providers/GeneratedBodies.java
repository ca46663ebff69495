package io.bailiwick.providers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes bodies of chats, messages and responses as clients write them, with some of what they should not write. */
final class GeneratedBodies {

    private static final String TEXT = "%s";
    private static final List<String> ROLES =
            List.of("user", "user", "assistant", "system", "developer", "tool", "wizard", "us\\u0065r");
    private static final List<String> PARTS = List.of(
            "{\"type\":\"text\",\"text\":%s}",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y\",\"detail\":\"low\"}}",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}",
            "{\"type\":\"input_image\",\"image_url\":\"http\\u003a//x\"}",
            "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AA\"}}",
            "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}",
            "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"https://quoted\"},\"title\":%s}",
            "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"text\",\"text\":%s}]}",
            "{\"type\":\"input_file\",\"file_id\":\"f\"}",
            "{\"type\":\"unheard\",\"x\":[1,{\"url\":%s}]}",
            "{\"source\":{},\"type\":\"text\"}",
            "{\"Type\":\"text\"}",
            "{\"type\":3}",
            "{\"role\":\"user\",\"role\":\"user\"}");
    private static final List<String> MESSAGES = List.of(
            "{\"role\": \"user\", \"content\": %s}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":%s}]}",
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":%s,\"type\":\"function\",\"function\":{\"name\":%s,"
                    + "\"arguments\":%s}}]}",
            "{\"role\":\"tool\",\"tool_call_id\":%s,\"content\":%s}",
            "{\"role\":\"system\",\"content\":%s}",
            "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":%s}]}",
            "{\"type\":\"function_call_output\",\"call_id\":%s,\"output\":%s}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":%s,\"content\":%s,\"is_error\":false}]}",
            "{\"content\":%s,\"role\":\"user\",\"name\":%s}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":%s}},{\"type\":\"text\",\"text\":%s}]}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":%s}},{\"type\":\"text\",\"text\":%s}]}",
            "{\"role\":\"user\",\"content\":%s,\"type\":%s}",
            "{\"role\":%s,\"content\":%s}");
    private static final List<String> TOOLS = List.of(
            "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":%s,\"parameters\":{\"type\":\"object\","
                    + "\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}},\"required\":[\"a\"]}}}",
            "{\"type\":\"web_search\"}",
            "{\"type\":\"mcp\",\"server_url\":\"https://x\",\"server_label\":%s}",
            "{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}");
    private static final List<String> FIELDS = List.of(
            "\"temperature\":0.2",
            "\"max_tokens\":256",
            "\"max_completion_tokens\":12345678901",
            "\"n\":1",
            "\"stream\":true",
            "\"stream\":false",
            "\"stream\":\"no\"",
            "\"stream_options\":{\"include_usage\":true}",
            "\"stream_options\":{}",
            "\"stream_options\":{\"include_usage\":\"x\"}",
            "\"store\":true",
            "\"store\":null",
            "\"user\":\"u\"",
            "\"user\":\"\\ud800\"",
            "\"metadata\":{\"user_id\":\"m\",\"k\":%s}",
            "\"safety_identifier\":\"s\"",
            "\"Model\":\"m\"",
            "\"model\":\"again\"",
            "\"system\":%s",
            "\"system\":[{\"type\":\"text\",\"text\":%s}]",
            "\"instructions\":%s",
            "\"system\":null",
            "\"inference_geo\":\"us\"",
            "\"service_tier\":\"auto\"",
            "\"unheard\":{\"url\":[%s,{}]}",
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{}}}",
            "\"background\":true",
            "\"previous_response_id\":\"r\"",
            "\"prompt\":{\"id\":\"p\",\"version\":\"2\",\"variables\":{\"a\":%s}}",
            "\"\":0",
            "\"logit_bias\":{\"50256\":-100}",
            "\"tool_choice\":\"auto\"",
            "\"seed\":01",
            "\"top_p\":.5",
            "\"stop\":[%s]");

    private final Random random;

    private GeneratedBodies(Random random) {
        this.random = random;
    }

    static String body(Random random) {
        return new GeneratedBodies(random).body();
    }

    private String body() {
        List<String> members = new ArrayList<>();
        members.add(random.nextInt(12) == 0 ? "\"x\":1" : "\"model\":\"gpt\"");
        members.add("\"" + (random.nextBoolean() ? "messages" : "input") + "\":" + messages());
        for (int more = random.nextInt(5); more > 0; more--) {
            members.add(filled(one(FIELDS)));
        }
        if (random.nextInt(3) == 0) {
            members.add(
                    "\"tools\":[" + filled(one(TOOLS)) + (random.nextBoolean() ? "," + filled(one(TOOLS)) : "") + "]");
        }
        Collections.shuffle(members, random);
        return "{" + String.join(random.nextBoolean() ? "," : " ,\n ", members) + "}";
    }

    private String messages() {
        List<String> messages = new ArrayList<>();
        for (int more = 1 + random.nextInt(4); more > 0; more--) {
            messages.add(
                    random.nextBoolean()
                            ? filled(one(MESSAGES))
                            : "{\"role\":\"" + one(ROLES) + "\",\"content\":" + content() + "}");
        }
        return "[" + String.join(",", messages) + "]";
    }

    private String content() {
        if (random.nextBoolean()) {
            return GeneratedJson.string(random);
        }
        List<String> parts = new ArrayList<>();
        for (int more = random.nextInt(3); more >= 0; more--) {
            parts.add(filled(one(PARTS)));
        }
        return "[" + String.join(", ", parts) + "]";
    }

    private String filled(String pattern) {
        String filled = pattern;
        for (int at = filled.indexOf(TEXT); at >= 0; at = filled.indexOf(TEXT, at)) {
            String text = GeneratedJson.string(random);
            filled = filled.substring(0, at) + text + filled.substring(at + TEXT.length());
            at += text.length();
        }
        return filled;
    }

    private String one(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
