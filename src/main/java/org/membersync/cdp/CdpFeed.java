package org.membersync.cdp;

import static org.membersync.http.PercentEncoding.encode;
import static org.membersync.http.PercentEncoding.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.http.RetryAfter;

/**
 * The CDP's interface of memberships. Public are the two paths and that a snapshot tells the sequence number from which changes
 * can be followed; all else here is assumed: the names of parameters and properties, that both answers come whole, that the
 * changes of all audiences are one feed whose numbers only grow, that a number is refused with 400, 409, 410 or 416, and that a
 * deleted audience is answered 404. Where an answer looks otherwise, the poll says so and nothing is changed.
 */
public final class CdpFeed {

    /** By which the CDP names people to us. */
    public static final String IDENTIFIER_TYPE = "email";

    /** The header that holds the key. */
    public static final String KEY_HEADER = "X-API-Key";

    private static final String MEMBERSHIP = "/api/v3/membership/";
    private static final String POSITION = "sequenceNumber";
    private static final Set<Integer> REFUSED = Set.of(400, 409, 410, 416);

    private final Clock clock;

    public CdpFeed(Clock clock) {
        this.clock = clock;
    }

    /** Who is in the audience now; for {@link #readSnapshot}. */
    public CdpRequest snapshot(String audienceId) {
        return new CdpRequest(
                MEMBERSHIP + segment(audienceId), "identifierType=" + IDENTIFIER_TYPE, "audience " + audienceId);
    }

    /** What changed since; for {@link #readChanges}. */
    public CdpRequest changes(long position) {
        return new CdpRequest(
                MEMBERSHIP + "changes/" + IDENTIFIER_TYPE,
                POSITION + "=" + encode(String.valueOf(position)),
                "membership changes");
    }

    /**
     * The body of a good answer.
     *
     * @param retryAfter null for none
     */
    public JsonNode read(CdpRequest request, int status, String retryAfter, String body) {
        if (status / 100 == 2) {
            return Json.read(body).orElseThrow(() -> unknown(request, "no whole JSON"));
        }
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            throw new SystemUnavailableException(
                    "cdp-unavailable",
                    "The CDP answered the question for the " + request.what() + " with " + status
                            + ": it is asked again later",
                    RetryAfter.read(retryAfter, clock).orElse(null));
        }
        if (status == 401 || status == 403) {
            throw new AccessException(
                    "cdp-access",
                    "The CDP refused the key for the " + request.what() + " (" + status
                            + "): check membersync.audiences.api-key (MEMBERSYNC_AUDIENCES_APIKEY)");
        }
        if (request.query().startsWith(POSITION) && REFUSED.contains(status)) {
            throw new SequenceRefusedException();
        }
        if (status == 404 && !request.query().startsWith(POSITION)) {
            throw new AudienceGoneException(request.what());
        }
        throw new PermanentException(
                "cdp-refused",
                "The CDP refused the question for the " + request.what() + " with " + status
                        + ": check membersync.audiences.api-url (MEMBERSYNC_AUDIENCES_APIURL)");
    }

    /** @throws TransientException with reason {@code cdp-answer} when the answer looks otherwise than assumed */
    public MembershipSnapshot readSnapshot(CdpRequest request, JsonNode answer) {
        JsonNode profiles = answer.path("profiles");
        if (!profiles.isArray()) {
            throw unknown(request, "no array profiles");
        }
        Set<String> identifiers = new LinkedHashSet<>();
        profiles.forEach(profile -> identifier(profile).ifPresent(identifiers::add));
        return new MembershipSnapshot(position(request, answer), List.copyOf(identifiers));
    }

    /** @throws TransientException with reason {@code cdp-answer} when the answer looks otherwise than assumed */
    public MembershipChanges readChanges(CdpRequest request, JsonNode answer) {
        JsonNode changes = answer.path("changes");
        if (!changes.isArray()) {
            throw unknown(request, "no array changes");
        }
        List<MembershipChanges.Change> read = new ArrayList<>(changes.size());
        changes.forEach(change -> change(request, change).ifPresent(read::add));
        return new MembershipChanges(position(request, answer), read);
    }

    private static Optional<MembershipChanges.Change> change(CdpRequest request, JsonNode change) {
        String audience = Json.text(change, "audienceId");
        AudienceEvent.Kind kind =
                switch (Json.text(change, "type").toLowerCase(Locale.ROOT)) {
                    case "entered" -> AudienceEvent.Kind.ENTERED;
                    case "left" -> AudienceEvent.Kind.LEFT;
                    default -> throw unknown(request, "a change that is neither entered nor left");
                };
        if (audience.isEmpty()) {
            throw unknown(request, "a change without an audienceId");
        }
        long position = position(request, change);
        Instant at = time(request, Json.text(change, "time"));
        return identifier(change)
                .map(person -> new MembershipChanges.Change(
                        new AudienceEvent(kind, "audience:" + audience, person, null, at), position));
    }

    private static Optional<String> identifier(JsonNode node) {
        String text = node.isTextual() ? node.asText() : Json.text(node, "identifierValue");
        return Optional.of(AudienceEvents.normal(text)).filter(AudienceEvents::isEmail);
    }

    private static Instant time(CdpRequest request, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (java.time.DateTimeException unreadable) {
            throw unknown(request, "a change without a readable time");
        }
    }

    private static long position(CdpRequest request, JsonNode node) {
        JsonNode position = node.path(POSITION);
        if (!position.canConvertToLong() && !position.asText("").matches("\\d{1,18}")) {
            throw unknown(request, "no whole " + POSITION);
        }
        return position.asLong();
    }

    private static TransientException unknown(CdpRequest request, String what) {
        return new TransientException(
                "cdp-answer",
                "The CDP answered the question for the " + request.what()
                        + " in a form that this version does not know (" + what
                        + "): check membersync.audiences.api-url (MEMBERSYNC_AUDIENCES_APIURL), and report it as a defect",
                null);
    }
}
