package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.translate.StreamTranslation;
import io.bailiwick.providers.translate.TranslateReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** Says one endpoint's reply in its client's words. */
final class InClientWords {

    private final TranslateReply translate;
    private final TranslateReply.Asked asked;
    private final Api spoken;

    private InClientWords(TranslateReply translate, InferenceRequest asked, Api spoken) {
        this.translate = translate;
        this.asked = TranslateReply.Asked.of(asked);
        this.spoken = spoken;
    }

    /** Null where the client's own words went there: then the reply is in them, too. */
    static @Nullable InClientWords of(TranslateReply translate, InferenceRequest asked, Wording wording) {
        return wording instanceof Wording.Translated said ? new InClientWords(translate, asked, said.api()) : null;
    }

    /** Borrows {@code whole}. */
    byte[] unary(ByteBuf whole) {
        return translate.unary(asked, spoken, ByteBufUtil.getBytes(whole));
    }

    /** Borrows {@code body}. */
    byte[] error(int status, ByteBuf body) {
        return translate.error(asked, spoken, status, ByteBufUtil.getBytes(body));
    }

    StreamTranslation stream() {
        return translate.stream(asked, spoken);
    }
}
