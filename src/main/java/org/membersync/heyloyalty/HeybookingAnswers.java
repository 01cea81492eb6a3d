package org.membersync.heyloyalty;

import java.time.Clock;
import java.time.Duration;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.http.RetryAfter;

/**
 * Reads Heybooking's answers. It answers at once and works afterwards, so that a good answer only says that the file came;
 * what is wrong with single rows it writes to the errors' e-mail address.
 */
public final class HeybookingAnswers {

    private final Clock clock;

    public HeybookingAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * Does nothing when the file was taken. What a good answer holds is not documented, but a page for people is not from
     * Heybooking.
     *
     * @param retryAfter the header {@code Retry-After}, null when there is none
     * @param body null when there is none
     * @throws AccessException when key, secret, clock, address or integration id were refused: no booking is to blame
     * @throws PermanentException with reason {@code heybooking-refused} when asking again would not help
     * @throws TransientException when asking again can help
     */
    public void check(HeybookingRequest request, int status, String retryAfter, String body) {
        if (status / 100 == 2) {
            if (body != null && body.stripLeading().startsWith("<")) {
                throw new TransientException(
                        "malformed-answer",
                        "Heybooking answered the " + request.what()
                                + " with a web page: if it stays so, check that membersync.heybooking.api-url"
                                + " (MEMBERSYNC_HEYBOOKING_APIURL) leads to its API",
                        null);
            }
            return;
        }
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            throw unavailable(
                    request, status, RetryAfter.read(retryAfter, clock).orElse(null));
        }
        switch (status) {
            case 401, 403 ->
                throw new AccessException(
                        "heybooking-access",
                        "Heybooking refused the key for the " + request.what() + " (" + status
                                + "): check membersync.heyloyalty.api-key and api-secret (MEMBERSYNC_HEYLOYALTY_APIKEY,"
                                + " MEMBERSYNC_HEYLOYALTY_APISECRET), that Heybooking is switched on for the account, and this"
                                + " machine's clock");
            case 404, 405 ->
                throw new AccessException(
                        "heybooking-unknown",
                        "Heybooking does not know where the " + request.what() + " should go (" + status
                                + "): check membersync.heybooking.integration-id (MEMBERSYNC_HEYBOOKING_INTEGRATIONID) and"
                                + " membersync.heybooking.api-url (MEMBERSYNC_HEYBOOKING_APIURL)");
            default ->
                throw new PermanentException(
                        "heybooking-refused",
                        "Heybooking refused the " + request.what() + " as a whole with " + status
                                + " (its text is left out, because it may quote a person's data): compare the columns of"
                                + " mappings/heybooking.yaml with those in Heybooking, then replay");
        }
    }

    private static TransientException unavailable(HeybookingRequest request, int status, Duration wait) {
        String message = "Heybooking answered the " + request.what() + " with " + status + ": it is sent again later";
        return SystemUnavailableException.isSaidBy(status)
                ? new SystemUnavailableException("heybooking-unavailable", message, wait)
                : new TransientException("heybooking-unavailable", message, wait, null);
    }
}
