package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import org.membersync.failure.SyncException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.http.RetryAfter;

/** Reads Business Central's answers and tells its errors apart. No message quotes an answer's free text. */
public final class BusinessCentralAnswers {

    private final Clock clock;

    public BusinessCentralAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The body of a good answer; a missing node for the empty body of a write.
     *
     * @param retryAfter the header {@code Retry-After}, null when there is none
     * @param body null when there is none
     * @throws org.membersync.failure.AccessException when credentials or permissions were refused
     * @throws org.membersync.failure.PermanentException when asking again would not help
     * @throws MemberNotFoundException when the member is not there
     * @throws TransientException when asking again can help
     */
    public JsonNode read(BusinessCentralRequest request, int status, String retryAfter, String body) {
        if (status / 100 != 2) {
            throw failure(request, status, retryAfter, body);
        }
        boolean mayBeEmpty = !"GET".equals(request.method());
        if (mayBeEmpty && (body == null || body.isBlank())) {
            return MissingNode.getInstance();
        }
        return Json.read(body)
                .orElseThrow(() -> new TransientException(
                        "malformed-answer",
                        "Business Central answered the " + request.what()
                                + " with something else than whole JSON: if it"
                                + " stays so, check that " + Refusals.url(request.front())
                                + " leads to Business Central and not to a proxy's or login page",
                        null));
    }

    private SyncException failure(BusinessCentralRequest request, int status, String retryAfter, String body) {
        BusinessCentralError error = BusinessCentralError.read(body);
        if (status >= 500 || isPassing(status) || error.hasCode("server_timeout")) {
            Duration wait = RetryAfter.read(retryAfter, clock).orElse(null);
            String message = "Business Central answered the " + request.what() + " with " + status + error.inBrackets()
                    + ": it is tried again later; if it stays so, look at the environment's state and limits";
            return SystemUnavailableException.isSaidBy(status)
                    ? new SystemUnavailableException("business-central-unavailable", message, wait)
                    : new TransientException("business-central-unavailable", message, wait, null);
        }
        return Refusals.of(request, status, error);
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429;
    }
}
