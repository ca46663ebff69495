package io.bailiwick.providers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words that nearly every body has, each as the one string that stands for it: reading it again makes nothing. */
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
            system_fingerprint error code param chat.completion chat.completion.chunk response
            """;

    private static final int MOST_BYTES = 32;
    private static final int ROOM = 1024;
    private static final byte[][] BYTES = new byte[ROOM][];
    private static final String[] STRINGS = new String[ROOM];

    static {
        for (String word : WORDS.strip().split("\\s+", -1)) {
            byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
            int place = place(bytes, 0, bytes.length);
            while (STRINGS[place] != null) {
                place = (place + 1) % ROOM;
            }
            BYTES[place] = bytes;
            STRINGS[place] = word;
        }
    }

    private KnownWords() {}

    /** The word that these bytes are, or null. */
    static @Nullable String of(byte[] bytes, int from, int to) {
        if (from == to) {
            return "";
        }
        if (to - from > MOST_BYTES) {
            return null;
        }
        int place = place(bytes, from, to);
        while (STRINGS[place] != null && !Arrays.equals(BYTES[place], 0, BYTES[place].length, bytes, from, to)) {
            place = (place + 1) % ROOM;
        }
        return STRINGS[place];
    }

    private static int place(byte[] bytes, int from, int to) {
        int length = to - from;
        int mixed = (bytes[from] * 31 + bytes[from + length / 2]) * 31 + bytes[to - 1];
        return (mixed * 31 + length) & (ROOM - 1);
    }
}
