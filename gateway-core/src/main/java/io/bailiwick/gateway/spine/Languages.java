package io.bailiwick.gateway.spine;

import io.bailiwick.providers.IgnoredFields;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.translate.TranslateReply;
import io.bailiwick.providers.translate.TranslateRequest;

/** What is needed to read and to say requests and replies in every dialect. */
public record Languages(
        InferenceReader reader,
        ReplyReaders replyReaders,
        TranslateRequest translateRequest,
        TranslateReply translateReply,
        IgnoredFields ignored) {}
