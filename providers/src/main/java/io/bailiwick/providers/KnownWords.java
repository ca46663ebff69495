package io.bailiwick.providers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words that nearly every body has, each as the one key and string that stands for it: reading it again makes nothing. */
final class KnownWords {

    private static final String WORDS = """
            model messages input prompt stream stream_options include_usage store user safety_identifier
            metadata user_id system instructions temperature top_p top_k n seed stop stop_sequences max_tokens
            max_completion_tokens max_output_tokens presence_penalty frequency_penalty logit_bias logprobs
            top_logprobs tools tool_choice parallel_tool_calls response_format reasoning reasoning_effort effort
            service_tier prompt_cache_key background conversation previous_response_id include truncation
            thinking budget_tokens cache_control encoding_format dimensions modalities role content type text
            name id tool_calls tool_call_id call_id function arguments output tool_use_id is_error image_url url
            detail source media_type data file file_id status summary refusal annotations description parameters
            input_schema json_schema schema strict properties required items enum default additionalProperties
            format title minimum maximum anyOf assistant developer tool string number integer boolean object
            array input_text output_text input_image image base64 tool_use tool_result message function_call
            function_call_output auto none ephemeral enabled created created_at choices index delta
            finish_reason stop_reason stop_sequence usage prompt_tokens completion_tokens total_tokens
            input_tokens output_tokens prompt_tokens_details completion_tokens_details input_tokens_details
            output_tokens_details cached_tokens reasoning_tokens audio_tokens accepted_prediction_tokens
            rejected_prediction_tokens cache_creation_input_tokens cache_read_input_tokens cache_creation
            cache_write_tokens prompt_cache_hit_tokens num_cached_tokens thinking_tokens inference_geo timings cache_n
            system_fingerprint error code param chat.completion chat.completion.chunk response
            """;

    private static final int MOST_BYTES = 32;
    private static final int ROOM = 1024;
    private static final int HASH_BITS = 10;
    private static final long MIXER = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final Map<String, Key> KEYS = new HashMap<>();

    private static final @Nullable Written[] WORDS_AT = new Written[ROOM];

    /** A word's bytes, the first and, if it has more, the last eight of them. */
    private record Written(Key word, byte[] bytes, long first, long last) {
        boolean is(long first, long last, byte[] text, int from, int to) {
            return this.first == first && this.last == last && bytes.length == to - from && isBetween(text, from);
        }

        private boolean isBetween(byte[] text, int from) {
            for (int at = Long.BYTES; at < bytes.length - Long.BYTES; at += Long.BYTES) {
                if ((long) EIGHT_BYTES.get(bytes, at) != (long) EIGHT_BYTES.get(text, from + at)) {
                    return false;
                }
            }
            return true;
        }
    }

    static {
        keep("");
        for (String word : WORDS.strip().split("\\s+", -1)) {
            keep(word.intern()); // the same as where it is written in code: comparing them looks at no character
        }
    }

    static final Key TYPE = key("type");
    static final Key ROLE = key("role");
    static final Key CONTENT = key("content");
    static final Key OUTPUT = key("output");
    static final Key TOOLS = key("tools");

    private KnownWords() {}

    private static void keep(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        long first = first(bytes, 0, bytes.length);
        long last = last(bytes, 0, bytes.length);
        int place = place(first, last);
        while (WORDS_AT[place] != null) {
            place = (place + 1) & (ROOM - 1);
        }
        Key key = new Key(word, KEYS.size());
        WORDS_AT[place] = new Written(key, bytes, first, last);
        KEYS.put(word, key);
    }

    /** The word that these bytes are, or null. */
    static @Nullable Key of(byte[] bytes, int from, int to) {
        if (to - from > MOST_BYTES) {
            return null;
        }
        long first = first(bytes, from, to);
        long last = last(bytes, from, to);
        int place = place(first, last);
        Written word = WORDS_AT[place];
        while (word != null && !word.is(first, last, bytes, from, to)) {
            place = (place + 1) & (ROOM - 1);
            word = WORDS_AT[place];
        }
        return word == null ? null : word.word();
    }

    static int count() {
        return KEYS.size();
    }

    static boolean has(String text) {
        return KEYS.containsKey(text);
    }

    /** The key that is written so. */
    static Key key(String text) {
        Key known = KEYS.get(text);
        return known == null ? new Key(text) : known;
    }

    private static long first(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) EIGHT_BYTES.get(bytes, from);
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) EIGHT_BYTES.get(bytes, from) & ((1L << (length * Byte.SIZE)) - 1);
        }
        long first = 0;
        for (int at = to - 1; at >= from; at--) {
            first = (first << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return first;
    }

    private static long last(byte[] bytes, int from, int to) {
        return to - from > Long.BYTES ? (long) EIGHT_BYTES.get(bytes, to - Long.BYTES) : 0;
    }

    private static int place(long first, long last) {
        return (int) (((first * MIXER + last) * MIXER) >>> (Long.SIZE - HASH_BITS));
    }
}
