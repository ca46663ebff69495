package io.bailiwick.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers the beginnings of prompts, block by block, as a provider's KV cache does. */
final class PromptCache {
    /** How many tokens a block holds: prompts share whole blocks or nothing. */
    static final int BLOCK_TOKENS = 16;

    private static final int BLOCKS = 10_000;

    private final Map<List<String>, Boolean> beginnings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Boolean> eldest) {
            return size() > BLOCKS;
        }
    };

    /** How many of these tokens were there already; from now on all of their whole blocks are. */
    synchronized int hit(List<String> tokens) {
        int hit = 0;
        for (int end = BLOCK_TOKENS; end <= tokens.size(); end += BLOCK_TOKENS) {
            List<String> beginning = List.of(
                    Integer.toHexString(tokens.subList(0, end).hashCode()),
                    String.join(" ", tokens.subList(end - BLOCK_TOKENS, end)));
            if (beginnings.put(beginning, true) != null && hit == end - BLOCK_TOKENS) {
                hit = end;
            }
        }
        return hit;
    }
}
