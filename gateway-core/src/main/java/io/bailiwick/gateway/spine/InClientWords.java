package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.translate.StreamTranslation;
import io.bailiwick.providers.translate.TranslateReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says one endpoint's reply in its client's words. */
final class InClientWords {

    private static final Logger LOG = LoggerFactory.getLogger(InClientWords.class);

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
        return said(() -> translate.unary(asked, spoken, ByteBufUtil.getBytes(whole)));
    }

    /** Borrows {@code body}. */
    byte[] error(int status, ByteBuf body) {
        return said(() -> translate.error(asked, spoken, status, ByteBufUtil.getBytes(body)));
    }

    StreamTranslation stream() {
        return translate.stream(asked, spoken);
    }

    /** Borrows {@code wholeEvent}. */
    static byte[] event(StreamTranslation translation, ByteBuffer wholeEvent) {
        return said(() -> translation.event(wholeEvent));
    }

    /** A translator that breaks has not said it: to the client the same as a reply that cannot be read, and loud here. */
    private static byte[] said(Supplier<byte[]> saying) {
        try {
            return saying.get();
        } catch (UnreadableException unreadable) {
            throw unreadable;
        } catch (RuntimeException broken) {
            LOG.error("a reply broke its translation", broken);
            throw new UnreadableException("the reply could not be translated", null);
        }
    }
}
