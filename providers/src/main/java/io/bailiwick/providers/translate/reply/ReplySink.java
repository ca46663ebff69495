package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says, told in the order in which it says it and in no dialect. Every writer answers all of it, so that a
 * new thing to say does not compile until each dialect has a place for it or refuses it. {@code choice} counts the
 * answers to one question and {@code call} the tools of one choice, both from 0.
 */
interface ReplySink {

    /** First, once. */
    void began(ReplyHead head);

    /** Before anything else of that choice, once. */
    void opened(int choice);

    void text(int choice, String text);

    /** Reasoning that may be signed begins; what was reasoned before is another block. */
    void reasoningBegan(int choice);

    void reasoning(int choice, String text);

    /** Ends the block of reasoning that it signs. */
    void signature(int choice, String signature);

    /** A block of reasoning that only its provider can read. */
    void redacted(int choice, String data);

    void toolCall(int choice, int call, String id, String name);

    /** A piece of the JSON that is the call's arguments. */
    void arguments(int choice, int call, String piece);

    void refusal(int choice, String text);

    /** A citation of what was just written. */
    void citation(int choice, UrlCitation citation);

    /** JSON arrays, as OpenAI writes them, for the text or the refusal that follows. */
    void logprobs(int choice, @Nullable String content, @Nullable String refusal);

    /** Last of that choice, once. */
    void ended(int choice, Ending ending);

    /** All that is known of the counts by now. */
    void usage(Usage usage);

    /** The endpoint failed while it answered; nothing follows. */
    void failed(ErrorWords error);

    /** The endpoint said that nothing follows. */
    void finished();
}
