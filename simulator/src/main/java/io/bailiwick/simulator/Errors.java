package io.bailiwick.simulator;

import org.jspecify.annotations.Nullable;

/** Errors in the form of the dialect. */
final class Errors {
    private Errors() {}

    static Reply reply(Api api, int status, String message, @Nullable String param, @Nullable String code) {
        return Reply.json(
                api,
                status,
                Json.text(
                        api.anthropic()
                                ? Json.object(
                                        "type", "error",
                                        "error", Json.object("type", anthropicType(status), "message", message),
                                        "request_id", "req_simulated")
                                : Json.object("error", openAi(status, message, param, code))));
    }

    /** The error that a staged status brings with it. */
    static Reply staged(Api api, int status) {
        return reply(api, status, "Staged: the simulated provider answers " + status + ".", null, null);
    }

    /** An error event after so many others. */
    static String event(Api api, int sequence, String message) {
        if (api.anthropic()) {
            return "event: error\ndata: "
                    + Json.text(Json.object(
                            "type", "error", "error", Json.object("type", "overloaded_error", "message", message)))
                    + "\n\n";
        }
        if (api == Api.RESPONSES) {
            return "event: error\ndata: "
                    + Json.text(Json.object(
                            "type",
                            "error",
                            "sequence_number",
                            sequence,
                            "code",
                            "server_error",
                            "message",
                            message,
                            "param",
                            null))
                    + "\n\n";
        }
        return "data: " + Json.text(Json.object("error", openAi(500, message, null, null))) + "\n\n";
    }

    private static Object openAi(int status, String message, @Nullable String param, @Nullable String code) {
        return Json.object("message", message, "type", openAiType(status), "param", param, "code", code);
    }

    private static String openAiType(int status) {
        if (status == 429) {
            return "rate_limit_exceeded";
        }
        return status >= 500 ? "server_error" : "invalid_request_error";
    }

    private static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
