package io.bailiwick.providers.translate.reply;

/** Says in the client's dialect what it is told: a whole reply at its end, or events as they come. */
interface ReplyWriter extends ReplySink {

    /** What was said since this was last asked. */
    byte[] take();

    /** The number that the next event has, where the client's dialect numbers them. */
    default long nextSequence() {
        return 0;
    }
}
