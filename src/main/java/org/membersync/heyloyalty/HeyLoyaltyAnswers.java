package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.membersync.failure.AccessException;
import org.membersync.failure.OtherAccountException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.http.HttpDate;
import org.membersync.http.Json;
import org.membersync.http.RetryAfter;

/** Reads HeyLoyalty's answers and tells its errors apart. */
public final class HeyLoyaltyAnswers {

    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(60);

    private final Clock clock;

    public HeyLoyaltyAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The body of a good answer; a missing node for the empty body of a write.
     *
     * @param retryAfter the header {@code Retry-After}, null when there is none
     * @param dateHeader the header {@code Date}, null when there is none
     * @param body null when there is none
     * @throws AccessException with reason {@code heyloyalty-access} when key, secret or clock were refused
     * @throws HeyLoyaltyNotFoundException when the entry or list is not there
     * @throws NotOfferedException when the API has no such call
     * @throws PermanentException with reason {@code heyloyalty-refused} when asking again would not help
     * @throws TransientException when asking again can help
     */
    public JsonNode read(HeyLoyaltyRequest request, int status, String retryAfter, String dateHeader, String body) {
        if (status / 100 != 2) {
            throw failure(request, status, retryAfter, dateHeader, body);
        }
        boolean mayBeEmpty = !"GET".equals(request.method());
        if (mayBeEmpty && (body == null || body.isBlank())) {
            return MissingNode.getInstance();
        }
        return Json.read(body)
                .orElseThrow(() -> new TransientException(
                        "malformed-answer",
                        "HeyLoyalty answered the " + request.what()
                                + " with something else than whole JSON: if it stays so,"
                                + " check that membersync.heyloyalty.api-url (MEMBERSYNC_HEYLOYALTY_APIURL) leads to"
                                + " HeyLoyalty's API and not to a proxy's page",
                        null));
    }

    private SyncException failure(
            HeyLoyaltyRequest request, int status, String retryAfter, String dateHeader, String body) {
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            Duration wait = RetryAfter.read(retryAfter, clock).orElse(null);
            String message = "HeyLoyalty answered the " + request.what() + " with " + status
                    + ": it is tried again later; if it stays so, ask HeyLoyalty, or lower"
                    + " membersync.heyloyalty.max-concurrent-requests";
            return SystemUnavailableException.isSaidBy(status)
                    ? new SystemUnavailableException("heyloyalty-unavailable", message, wait)
                    : new TransientException("heyloyalty-unavailable", message, wait, null);
        }
        return switch (status) {
            case 401, 403 -> noAccess(request, status, dateHeader);
            case 404 -> new HeyLoyaltyNotFoundException(request.what());
            case 405 -> new NotOfferedException(request.what());
            default -> refused(request, status, body);
        };
    }

    private SyncException noAccess(HeyLoyaltyRequest request, int status, String dateHeader) {
        if (!request.account().isEmpty()) {
            // Another account's trouble must not stop the members.
            return new OtherAccountException(
                    "heyloyalty-access",
                    "HeyLoyalty refused the key for the " + request.what() + " (" + status
                            + "): check membersync.audiences.lists." + request.account()
                            + ".api-key and .api-secret, that the key may use the list, and this machine's clock");
        }
        String mending = skew(dateHeader)
                .map(skew -> "this machine's clock is " + Math.abs(skew) + " s "
                        + (skew > 0 ? "ahead of" : "behind")
                        + " HeyLoyalty's, and the signature holds the time: mend the"
                        + " clock (NTP)")
                .orElse("check membersync.heyloyalty.api-key and api-secret (MEMBERSYNC_HEYLOYALTY_APIKEY,"
                        + " MEMBERSYNC_HEYLOYALTY_APISECRET), that the key may use the list, and this machine's clock");
        return new AccessException(
                "heyloyalty-access",
                "HeyLoyalty refused the key for the " + request.what() + " (" + status + "): " + mending);
    }

    /** How many seconds our clock is ahead, when that is too far. */
    private Optional<Long> skew(String dateHeader) {
        return HttpDate.read(dateHeader)
                .map(theirs -> Duration.between(theirs, clock.instant()))
                .filter(skew -> skew.abs().compareTo(TOLERATED_SKEW) > 0)
                .map(Duration::toSeconds);
    }

    private static PermanentException refused(HeyLoyaltyRequest request, int status, String body) {
        String said = ErrorText.read(request, body)
                .map(text -> ", saying \"" + text + "\"")
                .orElse(" (its text is left out, because it may quote the member's data)");
        return new PermanentException(
                "heyloyalty-refused",
                "HeyLoyalty refused the " + request.what() + " with " + status + said
                        + ": compare the mapping with the list's fields (mappings check), mend the member's data or the"
                        + " mapping, then replay");
    }
}
