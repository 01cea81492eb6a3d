package org.membersync.demo;

import java.util.Map;

/** A refusal of NP Retail's REST front: {@code {"code","message"}}. */
final class RestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RestError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A business error or any other error of the handler: 400. */
    static RestError generic(String message) {
        return new RestError(400, "generic_error", message);
    }

    static RestError noRoute() {
        return new RestError(404, "resource_not_found", "The selected resource does not exist.");
    }

    Answer answer() {
        return Answer.json(status, Map.of("code", code, "message", getMessage()));
    }
}
