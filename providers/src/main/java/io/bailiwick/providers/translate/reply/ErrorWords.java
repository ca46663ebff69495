package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's error in its own words; {@code status} is the one that it came with, 0 in a stream. The other dialect's
 * words for it follow from its type and code, and where those say nothing, from the status.
 */
record ErrorWords(
        int status,
        @Nullable String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param) {

    private static final String SILENT = "the provider gave no reason";

    String said() {
        String reason = message == null || message.isBlank() ? SILENT : message;
        return message == null && status > 0 ? reason + " (status " + status + ")" : reason;
    }

    /** Anthropic's {@code error.type}. */
    String anthropicType() {
        return kind().anthropic;
    }

    /** OpenAI's {@code error.type}: its own word where it has one. */
    String openAiType() {
        return type != null && !isAnthropic(type) ? type : kind().openAi;
    }

    /** OpenAI's {@code error.code}. */
    @Nullable
    String openAiCode() {
        return code != null ? code : kind().code;
    }

    /** The {@code error.code} of OpenAI's Responses, which has few. */
    String responsesCode() {
        return kind() == Kind.RATE ? "rate_limit_exceeded" : kind() == Kind.INVALID ? "invalid_prompt" : "server_error";
    }

    void write(JsonOut out, Dialect dialect) {
        boolean anthropic = dialect == Dialect.ANTHROPIC;
        out.object();
        if (anthropic) {
            out.string("type", "error");
        }
        out.object("error");
        out.string("type", anthropic ? anthropicType() : openAiType());
        out.string("message", said());
        if (!anthropic) {
            out.string("param", param);
            out.string("code", openAiCode());
        }
        out.end();
        out.end();
    }

    private static boolean isAnthropic(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.anthropic.equals(word)) {
                return true;
            }
        }
        return word.equals("billing_error");
    }

    private Kind kind() {
        Kind byType = ofWord(type);
        Kind byCode = ofWord(code);
        return byCode != null ? byCode : byType != null ? byType : ofStatus(status);
    }

    /** Null where the word says nothing that the status does not say better. */
    private static @Nullable Kind ofWord(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "authentication_error", "invalid_api_key", "incorrect_hostname" -> Kind.KEY;
            case "permission_error", "permission_denied" -> Kind.PERMISSION;
            case "not_found_error", "model_not_found", "NotFoundError" -> Kind.MISSING;
            case "request_too_large" -> Kind.LARGE;
            case "rate_limit_error", "rate_limit_exceeded", "rate_limited", "insufficient_quota", "billing_error" ->
                Kind.RATE;
            case "timeout_error" -> Kind.LATE;
            case "overloaded_error", "unavailable_error", "server_overloaded", "overloaded" -> Kind.LOADED;
            case "api_error", "server_error", "internal_server_error", "InternalServerError" -> Kind.BROKEN;
            case "content_filter", "context_length_exceeded", "exceed_context_size_error" -> Kind.INVALID;
            default -> null;
        };
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 401 -> Kind.KEY;
            case 403 -> Kind.PERMISSION;
            case 404 -> Kind.MISSING;
            case 408, 504 -> Kind.LATE;
            case 413 -> Kind.LARGE;
            case 429 -> Kind.RATE;
            case 503, 529 -> Kind.LOADED;
            default -> status >= 400 && status < 500 ? Kind.INVALID : Kind.BROKEN;
        };
    }

    /** Source: the error types that both providers document. */
    private enum Kind {
        INVALID("invalid_request_error", "invalid_request_error", null),
        KEY("authentication_error", "invalid_request_error", "invalid_api_key"),
        PERMISSION("permission_error", "invalid_request_error", "permission_denied"),
        MISSING("not_found_error", "invalid_request_error", "not_found"),
        LARGE("request_too_large", "invalid_request_error", "request_too_large"),
        RATE("rate_limit_error", "rate_limit_error", "rate_limit_exceeded"),
        LATE("timeout_error", "server_error", "timeout"),
        LOADED("overloaded_error", "server_error", "overloaded"),
        BROKEN("api_error", "server_error", null);

        private final String anthropic;
        private final String openAi;
        private final @Nullable String code;

        Kind(String anthropic, String openAi, @Nullable String code) {
            this.anthropic = anthropic;
            this.openAi = openAi;
            this.code = code;
        }
    }
}
