package org.membersync.demo;

import java.util.Map;
import java.util.UUID;

/** A refusal of an OData page, told in Business Central's envelope. */
final class ODataError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ODataError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static ODataError query(String message) {
        return new ODataError(400, "BadRequest_NotFound", message);
    }

    static ODataError noSegment(String segment) {
        return new ODataError(
                404, "BadRequest_ResourceNotFound", "Resource not found for the segment '" + segment + "'.");
    }

    Answer answer() {
        String text = getMessage() + "  CorrelationId:  " + UUID.randomUUID() + ".";
        return Answer.json(status, Map.of("error", Map.of("code", code, "message", text)));
    }
}
