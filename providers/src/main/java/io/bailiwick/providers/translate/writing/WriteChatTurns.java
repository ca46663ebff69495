package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Source;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the turns of OpenAI's chat, one message for each. */
final class WriteChatTurns {

    private final Conversation said;
    private final ChatWords words;
    private final JsonOut out;
    private final Thoughts thoughts;
    private final CallIds ids;
    private @Nullable Turn before;

    WriteChatTurns(Conversation said, ChatWords words, JsonOut out) {
        this.said = said;
        this.words = words;
        this.out = out;
        this.thoughts = new Thoughts(said);
        this.ids = words == ChatWords.MISTRAL ? CallIds.ofNine() : CallIds.AS_THEY_ARE;
    }

    void write() {
        out.key("messages").list();
        List<Turn> turns = said.turns();
        for (int i = 0; i < turns.size(); i++) {
            int index = i;
            turns.get(i).match(this::instruction, this::asked, answered -> answered(answered, index), this::result);
        }
        out.endList();
    }

    private void asked(Turn.Asked asked) {
        message("user", () -> shown(asked.parts()));
        before = asked;
    }

    private void answered(Turn.Answered answered, int index) {
        if (new WriteChatAnswer(words, out, thoughts, ids).write(answered, index, before)) {
            before = answered;
        }
    }

    private void instruction(Turn.Instruction instruction) {
        if (words == ChatWords.MISTRAL && (before instanceof Turn.Answered || before instanceof Turn.Result)) {
            // It takes none behind an answer.
            throw new CannotSayException(instruction.at());
        }
        boolean developer = instruction.developer() && words.hasDevelopers();
        List<Shown> texts = new ArrayList<>();
        instruction.texts().forEach(text -> texts.add(new Shown.Text(text)));
        message(developer ? "developer" : "system", () -> shown(texts));
        before = instruction;
    }

    private void result(Turn.Result result) {
        boolean empty = true;
        for (Shown part : result.parts()) {
            if (!(part instanceof Shown.Text text)) {
                throw new CannotSayException(part.at());
            }
            empty &= text.words().isEmptyText();
        }
        if (empty && result.failed() != null) {
            // Here a failure is told in words alone, and there are none.
            throw result.failed().cannotSay();
        }
        out.object().key("role").word("tool").key("tool_call_id");
        ids.say(result.id(), out);
        out.key("content");
        if (result.parts().isEmpty()) {
            out.word("");
        } else {
            shown(result.parts());
        }
        out.endObject();
        before = result;
    }

    private void message(String role, Runnable content) {
        out.object().key("role").word(role).key("content");
        content.run();
        out.endObject();
    }

    private void shown(List<Shown> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof Shown.Text only) {
            out.value(only.words());
            return;
        }
        out.list();
        parts.forEach(part -> part.match(text -> text(text.words(), out), this::image, this::document));
        out.endList();
    }

    static void text(JsonValue words, JsonOut out) {
        out.object().key("type").word("text").key("text").value(words).endObject();
    }

    private void image(Shown.Image image) {
        out.object().key("type").word("image_url").key("image_url").object().key("url");
        source(image.source(), out);
        Optionals.say("detail", image.detail(), out);
        out.endObject().endObject();
    }

    /** A file must have a name here. */
    private void document(Shown.Document document) {
        if (!words.hasDocuments()) {
            throw new CannotSayException(document.at());
        }
        out.object().key("type").word("file").key("file").object().key("filename");
        if (document.name() == null) {
            out.word("document.pdf");
        } else {
            out.value(document.name());
        }
        source(document.source(), out.key("file_data"));
        out.endObject().endObject();
    }

    private static void source(Source source, JsonOut out) {
        source.match(
                inline -> out.piece(
                        "data:" + inline.mediaType() + ";base64,",
                        inline.holder().body(),
                        inline.from(),
                        inline.to()),
                link -> out.value(link.url()));
    }
}
