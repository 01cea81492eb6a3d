package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;

/** Reads which membership or member a write has made. */
public final class CreatedIds {

    /** The id of the membership in the answer to {@link BusinessCentralWrites#createMembership}, in lower case. */
    public String membershipId(JsonNode answer) {
        return id(answer, "membership", "membershipId");
    }

    /** The id of the member in the answer to {@link BusinessCentralWrites#addMember}, in lower case; may be an existing one. */
    public String memberId(JsonNode answer) {
        return id(answer, "member", "memberId");
    }

    /** The number of the member in such an answer, empty when it has none. */
    public String memberNumber(JsonNode answer) {
        return Json.text(answer.path("member"), "memberNumber");
    }

    private static String id(JsonNode answer, String object, String property) {
        String id = Json.text(answer.path(object), property).toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            throw new TransientException(
                    "malformed-answer",
                    "Business Central told a new " + object + " without its " + property
                            + ": it may have been made all the same, so look for it before it is made again",
                    null);
        }
        return id;
    }
}
