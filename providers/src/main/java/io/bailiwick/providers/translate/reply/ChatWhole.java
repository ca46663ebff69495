package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes OpenAI's chat as one whole reply. */
final class ChatWhole implements ReplyWriter {

    private final JsonOut out = new JsonOut();
    private final List<ChatMessage> choices = new ArrayList<>(1);
    private ReplyHead head = new ReplyHead("", "", 0, null);
    private Usage usage = Usage.UNKNOWN;

    @Override
    public byte[] take() {
        return out.take();
    }

    @Override
    public void began(ReplyHead began) {
        head = began;
    }

    @Override
    public void opened(int choice) {
        while (choices.size() <= choice) {
            choices.add(new ChatMessage());
        }
    }

    @Override
    public void text(int choice, String text) {
        choices.get(choice).text(text);
    }

    @Override
    public void reasoningBegan(int choice) {
        choices.get(choice).reasoningBegan();
    }

    @Override
    public void reasoning(int choice, String text) {
        choices.get(choice).reasoning(text);
    }

    @Override
    public void signature(int choice, String signature) {
        choices.get(choice).signature(signature);
    }

    @Override
    public void redacted(int choice, String data) {
        choices.get(choice).redacted(data);
    }

    @Override
    public void toolCall(int choice, int call, String id, String name) {
        choices.get(choice).toolCall(id, name);
    }

    @Override
    public void arguments(int choice, int call, String piece) {
        choices.get(choice).arguments(call, piece);
    }

    @Override
    public void refusal(int choice, String text) {
        choices.get(choice).refusal(text);
    }

    @Override
    public void citation(int choice, UrlCitation citation) {
        choices.get(choice).citation(citation);
    }

    @Override
    public void logprobs(int choice, @Nullable String content, @Nullable String refusal) {
        choices.get(choice).logprobs(content, refusal);
    }

    @Override
    public void ended(int choice, Ending ending) {
        choices.get(choice).ended(ending);
    }

    @Override
    public void usage(Usage known) {
        usage = known;
    }

    @Override
    public void failed(ErrorWords error) {
        throw new UnreadableException("the reply is an error", "error");
    }

    @Override
    public void finished() {
        out.object();
        head(out, head, "chat.completion");
        out.array("choices");
        for (int choice = 0; choice < choices.size(); choice++) {
            choices.get(choice).write(out, choice);
        }
        out.end();
        if (UsageWords.whole(usage)) {
            UsageWords.chat(out, usage);
        }
        out.end();
    }

    /** The members that a reply and its chunks begin with. */
    static void head(JsonOut out, ReplyHead head, String object) {
        out.string("id", head.idIn("chatcmpl-")).string("object", object);
        out.number("created", head.createdSeconds()).string("model", head.model());
        if (head.fingerprint() != null) {
            out.string("system_fingerprint", head.fingerprint());
        }
    }

    static void logprobs(JsonOut out, @Nullable String content, @Nullable String refusal) {
        out.object("logprobs");
        out.json("content", content == null ? "null" : content);
        out.json("refusal", refusal == null ? "null" : refusal);
        out.end();
    }

    static void citation(JsonOut out, UrlCitation citation) {
        out.object().string("type", "url_citation").object("url_citation");
        out.number("start_index", citation.start()).number("end_index", citation.end());
        out.string("url", citation.url()).string("title", citation.title());
        out.end().end();
    }
}
