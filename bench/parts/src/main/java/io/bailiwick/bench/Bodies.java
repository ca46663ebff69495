package io.bailiwick.bench;

import java.nio.charset.StandardCharsets;

/** The bodies that are measured: plain ones, as most are. */
final class Bodies {

    private static final String WORDS = "please summarise the following operational notes and answer tersely ";

    private Bodies() {}

    static byte[] request(int bytes) {
        String head = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a terse assistant.\"},"
                + "{\"role\":\"user\",\"content\":\"";
        String tail = "\"}],\"temperature\":0.2,\"max_tokens\":256}";
        int left = bytes - head.length() - tail.length();
        return (head + WORDS.repeat(left / WORDS.length() + 1).substring(0, left) + tail)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Many short messages in the languages and with the line breaks of an office, and a tool. */
    static byte[] conversation(int bytes) {
        StringBuilder body = new StringBuilder("{\"model\":\"gpt-4o\",\"tools\":[{\"type\":\"function\",\"function\":{"
                + "\"name\":\"find_order\",\"description\":\"Finds an order.\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"id\":{\"type\":\"string\",\"description\":\"its number\"}},\"required\":[\"id\"]}}}],"
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Antworte kurz.\"}");
        while (body.length() < bytes) {
            body.append(",{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Grüße aus Köln:\\n- ")
                    .append(WORDS)
                    .append("\\n- naïveté, où ça? \\u20ac 5\"}]},{\"role\":\"assistant\",\"content\":\"Ja. ")
                    .append(WORDS)
                    .append("\"}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] reply() {
        return ("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"gpt-4o-2024-11-20\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                        + WORDS.repeat(3)
                        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":256,\"completion_tokens\":40,\"total_tokens\":296,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":128}},\"system_fingerprint\":\"fp_1\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] event() {
        return ("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"gpt-4o-2024-11-20\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
