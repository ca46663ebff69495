package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one answer of OpenAI's chat: thoughts, then words, then calls, whatever their order was among themselves. */
final class WriteChatAnswer {

    private final ChatWords words;
    private final JsonOut out;
    private final Thoughts leftOut;
    private final CallIds ids;
    private final List<Uttered.Thought> thoughts = new ArrayList<>();
    private final List<Uttered> spoken = new ArrayList<>();
    private final List<Uttered.Call> calls = new ArrayList<>();

    WriteChatAnswer(ChatWords words, JsonOut out, Thoughts leftOut, CallIds ids) {
        this.words = words;
        this.out = out;
        this.leftOut = leftOut;
        this.ids = ids;
    }

    /** False where it says nothing and nothing was written. */
    boolean write(Turn.Answered answer, int index, @Nullable Turn before) {
        answer.parts()
                .forEach(part -> part.match(
                        thought -> thought(thought, answer, index), this::spoken, this::refused, calls::add));
        if (saysNothing() && !words.hasEmptyAnswers()) {
            return false;
        }
        if (words == ChatWords.MISTRAL && before == null) {
            // The user speaks first there.
            throw new CannotSayException(answer.at());
        }
        out.object().key("role").word("assistant");
        if (words.tellsReasoning() && !thoughts.isEmpty()) {
            out.key("reasoning_content").joined(texts());
        }
        content(out.key("content"));
        if (!calls.isEmpty()) {
            out.key("tool_calls").list();
            calls.forEach(this::call);
            out.endList();
        }
        out.endObject();
        return true;
    }

    private boolean saysNothing() {
        return thoughts.isEmpty()
                && calls.isEmpty()
                && spoken.stream()
                        .allMatch(part -> part instanceof Uttered.Spoken text
                                && text.words().isEmptyText());
    }

    /** Text goes where there is a place for it; what another provider signed or sealed is for that provider alone. */
    private void thought(Uttered.Thought thought, Turn.Answered answer, int index) {
        boolean text = thought.texts().stream().anyMatch(words -> !words.isEmptyText());
        boolean fits = words.tellsReasoning() || (words == ChatWords.MISTRAL && thought.proof() == null);
        if (text && fits) {
            thoughts.add(thought);
        } else {
            leftOut.leaveOut(thought, answer, index);
        }
    }

    private void spoken(Uttered.Spoken words) {
        inOrder(words);
        spoken.add(words);
    }

    private void refused(Uttered.Refused refusal) {
        inOrder(refusal);
        refusal.words().onlyIf(words.hasRefusals());
        spoken.add(refusal);
    }

    private void inOrder(Uttered part) {
        if (!calls.isEmpty()) {
            throw new CannotSayException(part.at());
        }
    }

    private List<JsonValue> texts() {
        return thoughts.stream().flatMap(thought -> thought.texts().stream()).toList();
    }

    private void content(JsonOut out) {
        boolean thinks = words == ChatWords.MISTRAL && !thoughts.isEmpty();
        if (spoken.isEmpty() && !thinks) {
            // There is a content where nothing is called.
            out.literal(calls.isEmpty() ? "\"\"" : "null");
        } else if (!thinks && spoken.size() == 1 && spoken.get(0) instanceof Uttered.Spoken only) {
            out.value(only.words());
        } else {
            out.list();
            if (thinks) {
                thinking();
            }
            spoken.forEach(this::part);
            out.endList();
        }
    }

    private void thinking() {
        out.object().key("type").word("thinking").key("thinking").list();
        texts().forEach(text -> WriteChatTurns.text(text, out));
        out.endList().endObject();
    }

    private void part(Uttered part) {
        if (part instanceof Uttered.Refused refusal) {
            out.object()
                    .key("type")
                    .word("refusal")
                    .key("refusal")
                    .value(refusal.words())
                    .endObject();
        } else if (part instanceof Uttered.Spoken text) {
            WriteChatTurns.text(text.words(), out);
        }
    }

    private void call(Uttered.Call call) {
        out.object().key("id");
        ids.say(call.id(), out);
        out.key("type").word("function").key("function").object().key("name").value(call.name());
        out.key("arguments");
        if (call.arguments().isText()) {
            out.value(call.arguments());
        } else {
            out.asText(call.arguments());
        }
        out.endObject().endObject();
    }
}
