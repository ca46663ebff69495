package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one choice, put together from pieces that say less and less, and numbered as they begin. */
final class ChatCalls {

    private static final int MOST_CALLS = 1000;

    private static final class Call {

        private final @Nullable Integer index;
        private String id = "";
        private String name = "";

        Call(@Nullable Integer index) {
            this.index = index;
        }
    }

    private final int choice;
    private final String derivedId;
    private final List<Call> calls = new ArrayList<>(1);

    /** {@code derivedId} begins the ids of calls that the endpoint gives none. */
    ChatCalls(int choice, String derivedId) {
        this.choice = choice;
        this.derivedId = derivedId;
    }

    void take(ChatChoice.CallPiece piece, ReplySink sink) {
        int number = numberOf(piece);
        Call call = calls.get(number);
        call.id = call.id.isEmpty() ? piece.id() : call.id;
        if (call.name.isEmpty() && !piece.name().isEmpty()) {
            begin(call, number, piece.name(), sink);
        } else if (!piece.name().isEmpty() && !call.name.equals(piece.name())) {
            throw new UnreadableException("a tool's name changes while it is called", "tool_calls.function.name");
        }
        if (!piece.arguments().isEmpty()) {
            if (call.name.isEmpty()) {
                throw new UnreadableException("a tool has arguments before a name", "tool_calls.function.name");
            }
            sink.arguments(choice, number, piece.arguments());
        }
    }

    /** Refuses calls that never had a name. */
    void end() {
        if (calls.stream().anyMatch(call -> call.name.isEmpty())) {
            throw new UnreadableException("a tool is called without a name", "tool_calls.function.name");
        }
    }

    private void begin(Call call, int number, String name, ReplySink sink) {
        call.name = name;
        call.id = call.id.isEmpty() ? derivedId + "_" + number : call.id;
        sink.toolCall(choice, number, call.id, name);
    }

    /** The call that the piece belongs to; some servers number every call 0, so that another id is another call. */
    private int numberOf(ChatChoice.CallPiece piece) {
        int last = calls.size() - 1;
        int at = last;
        while (at >= 0 && piece.index() != null && !piece.index().equals(calls.get(at).index)) {
            at--;
        }
        if (at >= 0 && !begins(piece, calls.get(at))) {
            return at;
        }
        if (last + 1 >= MOST_CALLS) {
            throw new UnreadableException("the reply calls more tools than are counted", "tool_calls");
        }
        calls.add(new Call(piece.index()));
        return last + 1;
    }

    private static boolean begins(ChatChoice.CallPiece piece, Call call) {
        if (piece.name().isEmpty() || call.name.isEmpty()) {
            return false;
        }
        return piece.id().isEmpty() ? piece.index() == null : !piece.id().equals(call.id);
    }
}
